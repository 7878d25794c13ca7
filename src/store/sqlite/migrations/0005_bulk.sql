-- What is done to many at once. `asked` is as it was asked, `query` the same in one spelling.
CREATE TABLE bulk (
    key INTEGER PRIMARY KEY,
    project INTEGER NOT NULL,
    number INTEGER NOT NULL,
    kind INTEGER NOT NULL,
    asked TEXT NOT NULL,
    query TEXT NOT NULL,
    place INTEGER NOT NULL,
    estimated INTEGER NOT NULL,
    batches INTEGER NOT NULL,
    handled INTEGER NOT NULL,
    completed INTEGER NOT NULL,
    failed INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    cancelled_at INTEGER,
    completed_at INTEGER
) STRICT;
CREATE UNIQUE INDEX bulk_number ON bulk (project, number);
CREATE INDEX bulk_list ON bulk (project, kind);
CREATE INDEX bulk_open ON bulk (project, kind)
    WHERE cancelled_at IS NULL AND completed_at IS NULL;

-- The operation that last asked for an event, and the one that asked for an attempt. In rows of
-- which nobody asked for many at once they cost nothing, wherever the row's other columns lie.
ALTER TABLE event ADD COLUMN bulk INTEGER;
ALTER TABLE attempt ADD COLUMN bulk INTEGER;
CREATE INDEX event_bulk ON event (bulk, status) WHERE bulk IS NOT NULL;

-- The requests that operations did something to.
CREATE TABLE bulk_request (
    bulk INTEGER NOT NULL,
    request INTEGER NOT NULL,
    PRIMARY KEY (bulk, request)
) STRICT, WITHOUT ROWID;

-- What a connection ignored, in the order of requests. Taking in what nobody ignores costs nothing.
CREATE INDEX ignored_lane ON ignored (connection, cause, request);
