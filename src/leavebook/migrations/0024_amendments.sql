-- Leave that is asked for in place of other leave: one such change of a request waits at a time.

SET lock_timeout = '2s';

-- No version before this one writes replaces_id, so there is nothing to put into either index
-- and one look through the table is all that others wait for.
-- squawk-ignore require-concurrent-index-creation
CREATE UNIQUE INDEX leave_request_one_change
    ON leavebook.leave_request (company_id, replaces_id)
    WHERE replaces_id IS NOT NULL AND state = 'pending';
-- squawk-ignore require-concurrent-index-creation
CREATE INDEX leave_request_by_replaced
    ON leavebook.leave_request (company_id, replaces_id) WHERE replaces_id IS NOT NULL;
