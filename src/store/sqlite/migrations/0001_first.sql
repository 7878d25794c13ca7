-- What people configured. A dropped record keeps its row, without its JSON, because rows of the
-- ledger point at it; so does a name that was only ever referred to.
CREATE TABLE record (
    pk INTEGER PRIMARY KEY,
    kind TEXT,
    id TEXT NOT NULL UNIQUE,
    json TEXT
) STRICT;

-- Keys are microseconds and grow, so that rows lie in the order in which they were made.
-- The body stands last, so that lists do not read the pages it overflows to.
CREATE TABLE request (
    key INTEGER PRIMARY KEY,
    project INTEGER NOT NULL,
    source INTEGER NOT NULL,
    verified INTEGER NOT NULL,
    rejection INTEGER,
    events INTEGER NOT NULL,
    cli_events INTEGER NOT NULL,
    ignored INTEGER NOT NULL,
    method TEXT NOT NULL,
    path TEXT NOT NULL,
    query TEXT NOT NULL,
    headers BLOB NOT NULL,
    body BLOB NOT NULL
) STRICT;
CREATE INDEX request_source ON request (source);
CREATE INDEX request_rejection ON request (rejection) WHERE rejection IS NOT NULL;

-- `data` is null where the content is the request's own. `last_attempt` begins a chain through
-- `attempt.previous`, which costs less than an index on the attempts.
CREATE TABLE event (
    key INTEGER PRIMARY KEY,
    request INTEGER NOT NULL,
    data INTEGER,
    connection INTEGER NOT NULL,
    session INTEGER,
    status INTEGER NOT NULL,
    "trigger" INTEGER NOT NULL,
    attempts INTEGER NOT NULL,
    retries INTEGER NOT NULL,
    last_attempt INTEGER,
    last_attempt_at INTEGER,
    next_attempt_at INTEGER,
    response_status INTEGER,
    error_code INTEGER,
    successful_at INTEGER,
    updated_at INTEGER NOT NULL,
    requeued_at INTEGER,
    muted INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX event_lane ON event (connection, status);
CREATE INDEX event_session ON event (session, status, connection) WHERE session IS NOT NULL;
-- Scheduled (0) and failed (4): a queued event may keep the time of its next automatic attempt,
-- which then is not what it waits for.
CREATE INDEX event_due ON event (next_attempt_at)
    WHERE next_attempt_at IS NOT NULL AND status IN (0, 4);
CREATE INDEX event_planned ON event (connection)
    WHERE next_attempt_at IS NOT NULL AND status IN (0, 4);

-- Events that were made of a request later; the others follow the request's key.
CREATE TABLE added (
    request INTEGER NOT NULL,
    event INTEGER NOT NULL,
    PRIMARY KEY (request, event)
) STRICT, WITHOUT ROWID;

CREATE TABLE ignored (
    request INTEGER NOT NULL,
    connection INTEGER NOT NULL,
    cause INTEGER NOT NULL,
    filtered TEXT NOT NULL,
    PRIMARY KEY (request, connection)
) STRICT, WITHOUT ROWID;

CREATE TABLE attempt (
    key INTEGER PRIMARY KEY,
    event INTEGER NOT NULL,
    previous INTEGER,
    number INTEGER NOT NULL,
    "trigger" INTEGER NOT NULL,
    response_status INTEGER,
    error_code INTEGER,
    requested_url TEXT NOT NULL,
    http_method TEXT NOT NULL,
    delivered_at INTEGER,
    responded_at INTEGER NOT NULL,
    delivery_latency INTEGER NOT NULL,
    response_latency INTEGER NOT NULL,
    response_headers BLOB NOT NULL,
    response_body BLOB NOT NULL
) STRICT;
