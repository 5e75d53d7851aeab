"""The teller who uses the pages, as a browser without scripts does."""

from datetime import date, timedelta

from leavebook.services.leave import requests
from leavebook.services.sign_in import credentials
from leavebook.services.sign_in.credentials import CredentialKind
from tests.cast import NOW
from tests.stories.over_http import OverHttp
from tests.stories.plot import NO, REASON, Asked, Fact, Verb


class Pages(OverHttp):
    """The pages for people."""

    name = "web"
    verbs = frozenset(
        {Verb.ASK, Verb.APPROVE, Verb.REJECT, Verb.CANCEL, Verb.CALL_OFF, Verb.CHANGE}
    )
    leave = "/requests"

    def ask(self, who: str, asked: Asked) -> int:
        return _shown(self._send(who, "/ask", self._form(asked)))

    def approve(self, who: str, request_id: int) -> None:
        self._move(who, request_id, "approve")

    def reject(self, who: str, request_id: int) -> None:
        self._move(who, request_id, "reject", reason=NO)

    def cancel(self, who: str, request_id: int) -> None:
        self._move(who, request_id, "cancel")

    def amend(self, who: str, request_id: int, last: date) -> None:
        raise NotImplementedError

    def delete(self, who: str, request_id: int) -> None:
        raise NotImplementedError

    def sees(self, who: str, request_id: int) -> Fact | None:
        raise NotImplementedError

    def change(self, who: str, request_id: int, last: date) -> int:
        with self.cast.acting() as tx:
            before = requests.found(tx, request_id)
        form = self._form(Asked(first=before.first_day, last=last))
        return _shown(self._move(who, request_id, "change", **form))

    def _form(self, asked: Asked) -> dict[str, str]:
        return {
            "leave_type_id": str(self.cast.leave_types["AL"]),
            "first_day": asked.first.isoformat(),
            "last_day": asked.last.isoformat(),
            "reason": REASON,
        }

    def _move(self, who: str, request_id: int, move: str, **form: str) -> str:
        with self.cast.acting() as tx:
            version = requests.found(tx, request_id).version
        form = {"version": str(version), **form}
        return self._send(who, f"{self.leave}/{request_id}/{move}", form)

    def _send(self, who: str, path: str, form: dict[str, str]) -> str:
        """Send a form, which must be taken, and return where it leads."""
        with self.cast.acting(who) as tx:
            session = credentials.issue(
                tx, CredentialKind.WEB_SESSION, name="Story", expires_at=NOW + timedelta(days=1)
            )
        headers = {
            "Cookie": f"leavebook={session.secret}",
            "Origin": str(self.api.base_url).rstrip("/"),
        }
        answer = self.api.post(path, data=form, headers=headers)
        assert answer.status_code == 303, answer.text
        return answer.headers["location"]


def _shown(address: str) -> int:
    return int(address.partition("?")[0].rsplit("/", 1)[1])
