"""Which certificates are missing, for those who look after everybody's leave."""

from leavebook.http.call import Answer, Call
from leavebook.http.door import Transaction
from leavebook.queries.leave.certificates import WEEKS_BACK, missing_certificates
from leavebook.web.page import show


def certificates_page(call: Call, tx: Transaction) -> Answer:
    """Show whose sickness misses its certificate, the longest due first."""
    return show(
        call,
        tx,
        "reports/certificates.html",
        missing=missing_certificates(tx),
        weeks=WEEKS_BACK,
    )
