-- What becomes of a leaver's rest, as the company handled exits when the last day was set.

SET lock_timeout = '2s';

ALTER TABLE leavebook.employee
    ADD COLUMN exit_handling text
        CHECK (exit_handling IN ('by_hand', 'pay_out', 'must_take', 'garden_leave'));

-- The leave that an exit made; it goes again when the exit does.
CREATE TABLE leavebook.exit_leave (
    company_id  bigint NOT NULL REFERENCES leavebook.company,
    request_id  bigint NOT NULL,
    PRIMARY KEY (company_id, request_id),
    FOREIGN KEY (company_id, request_id) REFERENCES leavebook.leave_request (company_id, id)
);

DO $$
BEGIN
    PERFORM leavebook.put_behind_the_wall('leavebook.exit_leave');
END
$$;

GRANT SELECT, INSERT ON leavebook.exit_leave TO leavebook_app;
