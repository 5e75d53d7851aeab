-- Rows that are added by the thousand refer to each other, so their ids are taken beforehand.

SET lock_timeout = '2s';

GRANT USAGE ON SEQUENCE
    leavebook.user_account_id_seq, leavebook.employee_id_seq, leavebook.leave_request_id_seq,
    leavebook.adjustment_id_seq
    TO leavebook_app;
