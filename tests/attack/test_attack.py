"""Generated calls against the description of every API: nothing breaks, nothing is undescribed.

A few per endpoint by default; `make attack` sends twenty thousand.
"""

import os
from pathlib import Path

import pytest

from leavebook.storage.database import Database
from tests.attack.attack import attack
from tests.matrix.scene import Who, Whose, set_scene

PER_ENDPOINT = int(os.environ.get("ATTACKS_PER_ENDPOINT", "1"))

ATTACKS = [
    pytest.param(Who.EMPLOYEE, True, id="an employee who knows ids"),
    pytest.param(Who.ADMIN, True, id="an administrator who knows ids"),
    pytest.param(Who.COMPANY, False, id="a company's token"),
    pytest.param(None, False, id="nobody"),
]


@pytest.mark.timeout(3600)
@pytest.mark.parametrize(("who", "knows_ids"), ATTACKS)
def test_nothing_breaks_and_every_answer_is_as_described(
    server: str, database: Database, tmp_path: Path, who: Who | None, *, knows_ids: bool
) -> None:
    scene = set_scene(database, "attack")
    token = None if who is None else scene.token_of(who)
    own = scene.member(who or Who.EMPLOYEE, Whose.OWN)
    about = scene.asked_by(own) if knows_ids else None

    report = attack(server, tmp_path, token=token, about=about, per_endpoint=PER_ENDPOINT)

    print(f"{report.cases} calls")  # noqa: T201  `make attack` shows how many
    assert report.status == 0, report.text
    assert report.cases > 1000, report.text
