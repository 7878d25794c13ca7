-- What an event shares with others of its destination. Null, and at no cost, where that has no
-- groups. One index for what is queued, one for what an ordered group waits for.
ALTER TABLE event ADD COLUMN delivery_group TEXT;
CREATE INDEX event_group ON event (connection, status, delivery_group)
    WHERE delivery_group IS NOT NULL;
CREATE INDEX event_group_planned ON event (connection, delivery_group)
    WHERE delivery_group IS NOT NULL AND next_attempt_at IS NOT NULL AND status = 4;
