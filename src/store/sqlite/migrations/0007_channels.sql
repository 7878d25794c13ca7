-- The channels of issue triggers that were ever told something, and how they took it. One is due
-- while a message waits for it.
CREATE TABLE addressee (
    number INTEGER PRIMARY KEY,
    project INTEGER NOT NULL,
    "trigger" INTEGER NOT NULL,
    channel TEXT NOT NULL,
    due_at INTEGER,
    failures INTEGER NOT NULL DEFAULT 0,
    waiting INTEGER NOT NULL DEFAULT 0,
    arrived INTEGER NOT NULL DEFAULT 0,
    given_up INTEGER NOT NULL DEFAULT 0,
    last_attempt_at INTEGER,
    last_status INTEGER,
    last_error TEXT
) STRICT;
CREATE UNIQUE INDEX addressee_channel ON addressee ("trigger", channel);
CREATE INDEX addressee_project ON addressee (project);
CREATE INDEX addressee_due ON addressee (due_at) WHERE due_at IS NOT NULL;

-- What they are still to be told. A number is given once: it tells two tries from two messages.
CREATE TABLE message (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    addressee INTEGER NOT NULL,
    topic INTEGER NOT NULL,
    issue INTEGER NOT NULL,
    attempts INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX message_addressee ON message (addressee);
