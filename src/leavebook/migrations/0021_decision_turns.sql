-- Whose turn it is to decide on requests that wait too long, and forgetting old runs of jobs.

SET lock_timeout = '2s';

-- How far up a request has come that nobody decides on. Without a row it is where it was asked;
-- once it is decided the row goes. Who stands on a rung is always read from the present house.
CREATE TABLE leavebook.decision_turn (
    company_id   bigint NOT NULL REFERENCES leavebook.company,
    request_id   bigint NOT NULL,
    asked_at     timestamptz NOT NULL,  -- when this wait began; a request that changes waits anew
    rung         text NOT NULL CHECK (rung IN ('approver', 'deputy', 'next_manager', 'office')),
    since        date NOT NULL CHECK (since BETWEEN '1990-01-01' AND '2100-12-31'),
    reminded_on  date CHECK (reminded_on BETWEEN '1990-01-01' AND '2100-12-31'),
    PRIMARY KEY (company_id, request_id),
    FOREIGN KEY (company_id, request_id) REFERENCES leavebook.leave_request (company_id, id)
);

DO $$
BEGIN
    PERFORM leavebook.put_behind_the_wall('leavebook.decision_turn');
END
$$;

GRANT SELECT, INSERT, UPDATE, DELETE ON leavebook.decision_turn TO leavebook_app;
GRANT DELETE ON leavebook.job_run TO leavebook_app;
