-- Content that transformations made, by the key of the execution that made it. What they left as it
-- was is the request's and stands there.
CREATE TABLE transformed (
    key INTEGER PRIMARY KEY,
    method TEXT NOT NULL,
    path TEXT NOT NULL,
    query TEXT NOT NULL,
    headers BLOB NOT NULL,
    body BLOB NOT NULL
) STRICT;

-- `original` is null where it is the request's own content, `transformed` where the run failed.
CREATE TABLE execution (
    key INTEGER PRIMARY KEY,
    request INTEGER NOT NULL,
    original INTEGER,
    transformed INTEGER,
    transformation INTEGER NOT NULL,
    connection INTEGER NOT NULL,
    level INTEGER NOT NULL,
    lines TEXT NOT NULL
) STRICT;
CREATE INDEX execution_level ON execution (transformation, level);

ALTER TABLE ignored ADD COLUMN transformation INTEGER;

-- What connections that let through no duplicates saw. Rows lie in the order in which they were
-- made, so that the old ones are found at the head.
CREATE TABLE seen (
    pk INTEGER PRIMARY KEY,
    connection INTEGER NOT NULL,
    fingerprint BLOB NOT NULL,
    at INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX seen_fingerprint ON seen (connection, fingerprint);
