-- Whose own calendar shows the leave too, besides the one that the company shares.

SET lock_timeout = '2s';

-- Written down with the decision to tell it: what was put there is taken back there, whatever
-- the setting or the person's address says by then. NULL: the shared one alone.
ALTER TABLE leavebook.integration_link
    ADD COLUMN own_calendar text;

ALTER TABLE leavebook.integration_link
    ADD CONSTRAINT own_calendar_is_an_address CHECK (length(own_calendar) BETWEEN 3 AND 320) NOT VALID;
