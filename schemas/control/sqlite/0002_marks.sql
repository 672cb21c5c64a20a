-- What the live file carries after the swap that made an epoch live: see src/store/sqlite/mark.rs. None of epochs that
-- older versions have made, whose mark is 0x52000000 plus their number.
ALTER TABLE epochs ADD COLUMN mark INTEGER;
