-- Seconds are told apart by status and error code too: all is counted again.
INSERT OR IGNORE INTO rollup_stale (minute) VALUES (-1);
