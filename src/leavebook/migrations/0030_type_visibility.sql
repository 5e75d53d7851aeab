-- How far it is known which type somebody's leave is of. What was so before is the default.

SET lock_timeout = '2s';

ALTER TABLE leavebook.leave_type ADD COLUMN visibility text NOT NULL DEFAULT 'manager';

-- Every row has the default, which both allow, so no row needs to be looked at.
ALTER TABLE leavebook.leave_type ADD CONSTRAINT leave_type_visibility_check
    CHECK (visibility IN ('office', 'manager', 'team', 'all'))
    NOT VALID;
ALTER TABLE leavebook.leave_type ADD CONSTRAINT leave_type_sensitive_stays_close
    CHECK (NOT sensitive OR visibility IN ('office', 'manager'))
    NOT VALID;
