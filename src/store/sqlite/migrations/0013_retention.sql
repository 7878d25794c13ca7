-- Rough bytes of what each project received, by ten minutes, so that what is too much has a time.
CREATE TABLE usage (
    project INTEGER NOT NULL,
    bucket INTEGER NOT NULL,
    bytes INTEGER NOT NULL,
    PRIMARY KEY (project, bucket)
) STRICT, WITHOUT ROWID;
-- All that is there is read for it, this once.
INSERT INTO usage (project, bucket, bytes)
    SELECT project, key / 600000000, sum(length(body) + length(headers) + 1024 * (2 + events))
    FROM request GROUP BY 1, 2;

-- Up to which request a project was looked through for what is too old.
CREATE TABLE pruned (
    project INTEGER PRIMARY KEY,
    last INTEGER NOT NULL
) STRICT;
-- Those that had to stay then, to be asked again.
CREATE TABLE straggler (
    project INTEGER NOT NULL,
    request INTEGER NOT NULL,
    PRIMARY KEY (project, request)
) STRICT, WITHOUT ROWID;

-- Counts of what is gone from the ledger, as `rollup` has those of a minute: what is there and what
-- is gone make up the counts.
CREATE TABLE rollup_gone (
    kind INTEGER NOT NULL,
    minute INTEGER NOT NULL,
    subject INTEGER NOT NULL,
    cells BLOB NOT NULL,
    PRIMARY KEY (kind, minute, subject)
) STRICT, WITHOUT ROWID;

-- What was made of a request, to be forgotten with it.
CREATE INDEX execution_request ON execution (request);
CREATE INDEX case_item ON "case" (item);
