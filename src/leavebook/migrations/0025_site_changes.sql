-- Sites that close keep their past; a site that moves forgets holidays that it will not have.

SET lock_timeout = '2s';

ALTER TABLE leavebook.site ADD COLUMN closed_at timestamptz;
GRANT DELETE ON leavebook.holiday_year TO leavebook_app;
