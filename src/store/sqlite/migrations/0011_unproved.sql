-- Why a sender did not prove who they are, in JSON; nothing where they did or nobody asked.
ALTER TABLE request ADD COLUMN unproved TEXT;
