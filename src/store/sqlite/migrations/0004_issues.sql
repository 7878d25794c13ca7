-- What was seen again and again. `subject` is the number of what it is about; `detail` and `code`
-- are the rest of what its cases have in common, 0 where there is none, so that they can be unique.
CREATE TABLE issue (
    key INTEGER PRIMARY KEY,
    project INTEGER NOT NULL,
    "trigger" INTEGER NOT NULL,
    type INTEGER NOT NULL,
    subject INTEGER NOT NULL,
    detail INTEGER NOT NULL,
    code INTEGER NOT NULL,
    item INTEGER,
    attempt INTEGER,
    status INTEGER NOT NULL,
    opened_at INTEGER NOT NULL,
    last_seen_at INTEGER NOT NULL,
    dismissed_at INTEGER,
    updated_at INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX issue_cause ON issue (type, subject, detail, code);
CREATE INDEX issue_trigger ON issue ("trigger");
-- One for each order of the list; the key is part of each.
CREATE INDEX issue_made ON issue (project);
CREATE INDEX issue_opened ON issue (project, opened_at);
CREATE INDEX issue_seen ON issue (project, last_seen_at);
CREATE INDEX issue_status ON issue (project, status);

-- The events and executions that are cases of an issue.
CREATE TABLE "case" (
    issue INTEGER NOT NULL,
    item INTEGER NOT NULL,
    PRIMARY KEY (issue, item)
) STRICT, WITHOUT ROWID;

-- What is still to be told of; a row goes in the transaction that keeps the request which tells it.
CREATE TABLE notice (
    number INTEGER PRIMARY KEY,
    project INTEGER NOT NULL,
    topic INTEGER NOT NULL,
    item INTEGER NOT NULL,
    attempt INTEGER
) STRICT;
