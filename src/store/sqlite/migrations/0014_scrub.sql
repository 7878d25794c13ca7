-- Whether the file still has to be written anew, since it may hold records as they were before they
-- were sealed.
ALTER TABLE sealed_key ADD COLUMN scrub INTEGER NOT NULL DEFAULT 0;
