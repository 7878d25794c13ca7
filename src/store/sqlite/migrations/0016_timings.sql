-- How long the parts of an attempt took, in microseconds, and what had kept its event. Null, and at no
-- cost, for what was attempted before.
ALTER TABLE attempt ADD COLUMN dns INTEGER;
ALTER TABLE attempt ADD COLUMN connect INTEGER;
ALTER TABLE attempt ADD COLUMN tls INTEGER;
ALTER TABLE attempt ADD COLUMN first_byte INTEGER;
ALTER TABLE attempt ADD COLUMN rest INTEGER;
ALTER TABLE attempt ADD COLUMN waited_for INTEGER;
