-- Why an attempt got no answer, in words. Null, and at no cost, where there was one.
ALTER TABLE attempt ADD COLUMN reason TEXT;
