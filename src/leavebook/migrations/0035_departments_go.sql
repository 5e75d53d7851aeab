-- A department that nothing names may be removed; what names it is kept by its foreign key.

SET lock_timeout = '2s';

GRANT DELETE ON leavebook.department TO leavebook_app;
