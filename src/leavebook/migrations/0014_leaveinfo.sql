-- The moments that a program gave for the two ends of leave. The leave itself is days; whoever
-- sent moments reads the same ones back, for as long as the leave still has the days of then.

SET lock_timeout = '2s';

CREATE TABLE leavebook.leaveinfo_record (
    company_id  bigint NOT NULL REFERENCES leavebook.company,
    request_id  bigint NOT NULL,
    first_day   date NOT NULL CHECK (first_day BETWEEN '1990-01-01' AND '2100-12-31'),
    last_day    date NOT NULL CHECK (last_day BETWEEN '1990-01-01' AND '2100-12-31'),
    starts_at   timestamptz NOT NULL CHECK (starts_at BETWEEN '1989-12-30' AND '2101-01-02'),
    ends_at     timestamptz NOT NULL CHECK (ends_at BETWEEN '1989-12-30' AND '2101-01-02'),
    PRIMARY KEY (company_id, request_id),
    FOREIGN KEY (company_id, request_id) REFERENCES leavebook.leave_request (company_id, id)
);

DO $$
BEGIN
    PERFORM leavebook.put_behind_the_wall('leavebook.leaveinfo_record');
END
$$;

GRANT SELECT, INSERT, UPDATE ON leavebook.leaveinfo_record TO leavebook_app;
