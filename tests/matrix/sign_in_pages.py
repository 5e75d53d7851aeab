"""What the routes of signing in, with whatever it takes, are called with."""

from collections.abc import Mapping
from typing import Final
from uuid import uuid4

from tests.matrix.scene import Subject
from tests.matrix.table import Said

NO_SECRET: Final = "0" * 64


def _kept(subject: Subject) -> Mapping[str, object]:
    return {"id": subject.request_id}


SIGN_IN: Final[Mapping[str, Said]] = {
    "login_page": Said(),
    "log_in": Said(form=lambda *_: {"email": "bea@example.com", "password": "not this one"}),
    "code_page": Said(),
    "give_code": Said(form=lambda *_: {"code": "000000"}),
    "ask_passkey": Said(form=lambda *_: {}),
    "enter_with_passkey": Said(form=lambda *_: {"signed": "{}"}),
    "log_in_as_cast": Said(form=lambda *_: {"company": "acme", "person": "ada"}),
    "forgotten_page": Said(),
    "ask_for_link": Said(form=lambda *_: {"email": f"{uuid4().hex}@example.com"}),
    "reset_page": Said(parts=lambda _: {"secret": NO_SECRET}),
    "reset_password": Said(
        parts=lambda _: {"secret": NO_SECRET}, form=lambda *_: {"password": "a long walk home"}
    ),
    "welcome_page": Said(parts=lambda _: {"secret": NO_SECRET}),
    "accept_invitation": Said(
        parts=lambda _: {"secret": NO_SECRET}, form=lambda *_: {"password": "a long walk home"}
    ),
    "decision_page": Said(parts=lambda _: {"secret": NO_SECRET}),
    "decide_by_letter": Said(
        parts=lambda _: {"secret": NO_SECRET}, form=lambda *_: {"verdict": "approve"}
    ),
    "second_factor_page": Said(),
    "begin_second_factor": Said(form=lambda *_: {}),
    "confirm_second_factor": Said(form=lambda *_: {"code": "000000"}),
    "new_backup_codes": Said(form=lambda *_: {"password": "not this one"}),
    "end_second_factor": Said(form=lambda *_: {"password": "not this one"}),
    "passkeys_page": Said(),
    "ask_new_passkey": Said(form=lambda *_: {"password": "not this one"}),
    "add_passkey": Said(form=lambda *_: {"password": "not this one", "signed": "{}"}),
    "remove_passkey": Said(parts=_kept, form=lambda *_: {}),
}
