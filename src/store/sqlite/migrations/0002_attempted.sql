-- For lists by the last attempt. It costs the delivery path one more entry for each attempt, which
-- moves to the end of the index, where the pages are in memory anyway; taking requests in costs
-- nothing more, since an event without an attempt has no entry.
CREATE INDEX event_attempted ON event (last_attempt_at) WHERE last_attempt_at IS NOT NULL;
