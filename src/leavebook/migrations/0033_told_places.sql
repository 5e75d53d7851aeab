-- Where a system was told of leave, so that it is looked for and taken back there.

SET lock_timeout = '2s';

-- The calendar or channel that was set when it was told. NULL: not told yet, or one without places.
ALTER TABLE leavebook.integration_link ADD COLUMN place text;
