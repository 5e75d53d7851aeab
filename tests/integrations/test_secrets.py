"""Secrets of other systems: sealed where they lie, and quoted nowhere."""

import base64
import json
from pathlib import Path

import pytest

from leavebook.services.outside.sealing import BadKey, CannotOpen, Keyring, Sealed
from leavebook.storage.database import Database
from tests.cast import Cast, found_company
from tests.conftest import Cluster
from tests.integrations import google_stand_in, productive_stand_in, slack_stand_in, xero_stand_in
from tests.integrations.dumps import dump_of
from tests.integrations.plots import WORLDS, account_of, productive_world
from tests.integrations.stand_in import Effect, Fault

CANARIES = (
    productive_stand_in.TOKEN,
    google_stand_in.REFRESH_TOKEN,
    google_stand_in.CLIENT_SECRET,
    google_stand_in.ACCESS_TOKEN,
    google_stand_in.ACCESS_AS,
    json.loads(google_stand_in.service_account())["private_key"].splitlines()[1],
    xero_stand_in.REFRESH_TOKEN,
    xero_stand_in.CLIENT_SECRET,
    xero_stand_in.ACCESS_TOKEN,
    slack_stand_in.TOKEN,
    slack_stand_in.SIGNING_SECRET,
)
OLD, NEW = (base64.urlsafe_b64encode(bytes([each] * 32)).decode() for each in (1, 2))


def test_a_sealed_secret_opens_only_for_what_it_belongs_to(tmp_path: Path) -> None:
    keyring = Keyring(tmp_path / "keys")
    sealed = keyring.seal(b"hush", belongs_to="acme/xero")

    assert b"hush" not in sealed.box
    assert keyring.open(sealed, belongs_to="acme/xero") == b"hush"
    for other in ("globex/xero", "acme/slack"):
        with pytest.raises(CannotOpen):
            keyring.open(sealed, belongs_to=other)


def test_a_changed_box_does_not_open(tmp_path: Path) -> None:
    keyring = Keyring(tmp_path / "keys")
    sealed = keyring.seal(b"hush", belongs_to="it")
    changed = Sealed(sealed.key_id, sealed.box[:-1] + bytes([sealed.box[-1] ^ 1]))

    with pytest.raises(CannotOpen):
        keyring.open(changed, belongs_to="it")


def test_the_same_secret_is_never_sealed_twice_alike(tmp_path: Path) -> None:
    keyring = Keyring(tmp_path / "keys")

    boxes = {keyring.seal(b"hush", belongs_to="it").box for _ in range(50)}

    assert len(boxes) == 50


def test_the_newest_key_seals_and_older_ones_still_open(tmp_path: Path) -> None:
    sealed = Keyring(tmp_path / "none", OLD).seal(b"hush", belongs_to="it")
    both = Keyring(tmp_path / "none", f"{NEW},{OLD}")

    assert both.open(sealed, belongs_to="it") == b"hush"
    assert both.seal(b"hush", belongs_to="it").key_id != sealed.key_id


@pytest.mark.parametrize("key", ["", "short", base64.b64encode(bytes(16)).decode(), "ä" * 44])
def test_a_key_that_is_none_is_refused(tmp_path: Path, key: str) -> None:
    with pytest.raises(BadKey):
        Keyring(tmp_path / "none", key).seal(b"hush", belongs_to="it")


def test_a_keyring_never_prints_its_keys(tmp_path: Path) -> None:
    assert OLD not in repr(Keyring(tmp_path / "none", OLD))


def test_secrets_are_in_no_row_no_job_no_error_and_no_line(
    database: Database, cluster: Cluster, capfd: pytest.CaptureFixture[str]
) -> None:
    everything = ""
    for open_world in WORLDS.values():
        company = found_company(database)
        with open_world(company) as world:
            for status in (400, 401, 403, 429, 500):
                world.begin()
                request_id = world.approve()
                world.stand_in.faults = {0: Fault(Effect.NONE, status), 1: Fault(Effect.NONE, 422)}
                world.run(request_id)
                assert all(link.error for link in world.links(request_id)), "it was an error"
                everything += dump_of(cluster, company.company_id)
                world.end(request_id)

    said = capfd.readouterr()
    everything += said.out + said.err
    assert "fault 400 ***" in everything, "the vendors' messages are kept, without secrets"
    for canary in CANARIES:
        assert canary not in everything
        assert base64.b64encode(canary.encode()).decode() not in everything
        assert canary.encode().hex() not in everything


def test_an_account_never_prints_its_secrets(cast: Cast) -> None:
    with productive_world(cast) as world:
        account = account_of(world, send_before=0)

        assert productive_stand_in.TOKEN not in repr(account.known())
