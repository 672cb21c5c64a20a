-- The digest of the rows of a state that is kept for undo, where it was read: by `reseed backup`, so that what comes back from
-- a dump is compared with what went into it. None of a state whose rows may have changed since.
ALTER TABLE copies ADD COLUMN content text;
