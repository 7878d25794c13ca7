-- The key that records are sealed with, itself sealed with one that is not in here.
CREATE TABLE sealed_key (
    number INTEGER PRIMARY KEY,
    wrapped BLOB NOT NULL
) STRICT;
-- Records' JSON, sealed. `json` is what older versions wrote; whoever opens the store seals it.
ALTER TABLE record ADD COLUMN sealed BLOB;
