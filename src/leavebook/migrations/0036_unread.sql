-- Every page says how much of what somebody should know they have not read.

SET lock_timeout = '2s';

-- No version without it was ever released, so there is next to nothing in the table wherever
-- this runs.
-- squawk-ignore require-concurrent-index-creation
CREATE INDEX notification_unread ON leavebook.notification (company_id, user_id, made_at)
    WHERE read_at IS NULL;
