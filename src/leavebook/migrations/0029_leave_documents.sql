-- Documents on leave requests, such as certificates, and certificates that were seen on paper.

SET lock_timeout = '2s';

-- What the document is called and what it holds are sealed by the application. Once it is removed,
-- by somebody or (removed_by NULL) because its time was over, only the fact that it was there stays.
CREATE TABLE leavebook.leave_document (
    company_id      bigint NOT NULL REFERENCES leavebook.company,
    id              bigint GENERATED ALWAYS AS IDENTITY,
    uuid            uuid NOT NULL,
    request_id      bigint NOT NULL,
    media_type      text NOT NULL CHECK (media_type IN ('application/pdf', 'image/png', 'image/jpeg', 'image/webp')),
    size            integer NOT NULL CHECK (size BETWEEN 1 AND 5242880),
    name            bytea,
    name_key_id     text,
    content         bytea,
    content_key_id  text,
    added_at        timestamptz NOT NULL,
    added_by        bigint NOT NULL,
    removed_at      timestamptz,
    removed_by      bigint,
    PRIMARY KEY (company_id, id),
    UNIQUE (company_id, uuid),
    CHECK (num_nonnulls(name, name_key_id, content, content_key_id) = CASE WHEN removed_at IS NULL THEN 4 ELSE 0 END),
    FOREIGN KEY (company_id, request_id) REFERENCES leavebook.leave_request (company_id, id),
    FOREIGN KEY (company_id, added_by) REFERENCES leavebook.user_account (company_id, id),
    FOREIGN KEY (company_id, removed_by) REFERENCES leavebook.user_account (company_id, id)
);
-- Sealed bytes do not get smaller.
ALTER TABLE leavebook.leave_document ALTER COLUMN content SET STORAGE EXTERNAL;
CREATE INDEX leave_document_by_request ON leavebook.leave_document (company_id, request_id);

-- The office has seen the certificate for a sick note, on paper or from the insurer.
CREATE TABLE leavebook.leave_certificate (
    company_id  bigint NOT NULL REFERENCES leavebook.company,
    request_id  bigint NOT NULL,
    noted_at    timestamptz NOT NULL,
    noted_by    bigint NOT NULL,
    PRIMARY KEY (company_id, request_id),
    FOREIGN KEY (company_id, request_id) REFERENCES leavebook.leave_request (company_id, id),
    FOREIGN KEY (company_id, noted_by) REFERENCES leavebook.user_account (company_id, id)
);

DO $$
BEGIN
    PERFORM leavebook.put_behind_the_wall(walled::regclass)
       FROM unnest(ARRAY['leavebook.leave_document', 'leavebook.leave_certificate']) AS walled;
END
$$;

GRANT SELECT, INSERT, UPDATE ON leavebook.leave_document TO leavebook_app;
GRANT SELECT, INSERT, DELETE ON leavebook.leave_certificate TO leavebook_app;
