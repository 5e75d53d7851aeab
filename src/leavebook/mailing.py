"""Which letter is sent when: what happened, put into words, and handed to the post."""

from contextlib import AbstractContextManager
from dataclasses import dataclass

from leavebook.clock import Clock
from leavebook.jobs.opening import opening
from leavebook.jobs.post import Post
from leavebook.services.sign_in import invitations, password_reset
from leavebook.services.telling import decision_links, letters
from leavebook.storage.database import Database
from leavebook.storage.transaction import Transaction
from leavebook.web.letters import writing


@dataclass(frozen=True, slots=True, kw_only=True)
class Mailroom:
    """What sending letters needs; `address` is where people open the pages."""

    database: Database
    clock: Clock
    post: Post
    address: str

    def tell_of_leave(self, company_id: int, notification_id: int) -> None:
        """The person who was notified has the letter, once.

        No transaction is open while the mail server is spoken to. Should the worker be killed
        in between, the letter goes out again under the same number.
        """
        with self._opened(company_id) as tx:
            news = letters.about(tx, notification_id)
            if news is None:
                return
            # What lets somebody decide goes to them alone, not to whoever reads the log.
            secret = decision_links.issue(tx, news) if self.post.is_private else None
        self._send(writing.about_leave(news, address=self.address, decides_with=secret))
        with self._opened(company_id) as tx:
            letters.sent(tx, notification_id)

    def invite(self, company_id: int, employee_id: int) -> None:
        """The person has an invitation; one that was sent before is worth nothing."""
        with self._opened(company_id) as tx:
            invited = invitations.make_link(tx, employee_id)
        if invited is not None:
            self._send(writing.invitation(invited, address=self.address))

    def reset_password(self, email_key: str) -> None:
        """Whoever has the address, if anybody, has a link for a new password."""
        for link in password_reset.links(self.database, email_key, now=self.clock.now()):
            self._send(writing.new_password(link, address=self.address))

    def _send(self, letter: letters.Letter) -> None:
        self.post.send(letter, now=self.clock.now())

    def _opened(self, company_id: int) -> AbstractContextManager[Transaction]:
        return opening(self.database, self.clock, company_id)()
