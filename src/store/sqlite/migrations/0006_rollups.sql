-- Counts of the ledger: by kind (requests, events, attempts, ...), level (minute, hour, ever),
-- bucket (minutes or hours since 1970, 0 for ever) and subject (the number of a source or of a
-- connection). `cells` is a list of what tells things apart, each with its counts.
CREATE TABLE rollup (
    kind INTEGER NOT NULL,
    level INTEGER NOT NULL,
    bucket INTEGER NOT NULL,
    subject INTEGER NOT NULL,
    cells BLOB NOT NULL,
    PRIMARY KEY (kind, level, bucket, subject)
) STRICT, WITHOUT ROWID;

-- Minutes of which the ledger has something that the counts may lack; -1 stands for all of them.
CREATE TABLE rollup_stale (minute INTEGER PRIMARY KEY) STRICT;
INSERT INTO rollup_stale (minute) VALUES (-1);
