"""Where the sites are."""

from leavebook.http.door import Route
from leavebook.web.routing import read_page, send_form
from leavebook.web.sites import pages

SITES = read_page("/sites", pages.sites_page, says="Where the company works.")
NEW_SITE = read_page("/new-site", pages.new_site, says="Another site.")
SITE = read_page("/sites/{id}", pages.site_page, says="One site.")

ROUTES: tuple[Route, ...] = (
    SITES,
    NEW_SITE,
    send_form("/sites", pages.add_site, says="Open a site.", page=NEW_SITE),
    SITE,
    send_form("/sites/{id}/name", pages.rename_site, says="Rename a site.", page=SITE),
    send_form("/sites/{id}/place", pages.relocate_site, says="Move a site.", page=SITE),
    send_form("/sites/{id}/close", pages.close_site, says="Close a site.", page=SITE),
    send_form("/sites/{id}/reopen", pages.reopen_site, says="Use a site again.", page=SITE),
)
