-- What a caller may note on a request without any effect on it: the department it is meant for,
-- whom they expect to decide, and when.

SET lock_timeout = '2s';

ALTER TABLE leavebook.leave_request
    ADD COLUMN department_id bigint,
    ADD COLUMN intended_approver_id bigint,
    ADD COLUMN intended_approval_at timestamptz;

ALTER TABLE leavebook.leave_request
    ADD CONSTRAINT leave_request_department
        FOREIGN KEY (company_id, department_id) REFERENCES leavebook.department (company_id, id)
        NOT VALID,
    ADD CONSTRAINT leave_request_intended_approver
        FOREIGN KEY (company_id, intended_approver_id)
        REFERENCES leavebook.user_account (company_id, id)
        NOT VALID;
