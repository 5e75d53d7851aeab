"""Keys that cannot be read are said in one line before anything starts, and are not quoted."""

from pathlib import Path

import pytest

from leavebook.services.outside.sealing import KEY_FILE
from leavebook.serving import keyring_of
from leavebook.settings import BadSetting, Settings
from tests.faults.running import leavebook

NO_KEY = "canary-of-a-key-that-is-none"


@pytest.mark.parametrize("command", ["serve", "worker"])
def test_neither_server_nor_worker_starts_with_a_key_that_is_none(
    tmp_path: Path, command: str
) -> None:
    tried = leavebook(
        command, settings={"LEAVEBOOK_SECRET_KEY": NO_KEY, "LEAVEBOOK_DATA": str(tmp_path)}
    )

    assert tried.returncode == 1
    assert tried.stderr.startswith("Error: LEAVEBOOK_SECRET_KEY ")
    assert len(tried.stderr.splitlines()) == 1
    assert NO_KEY not in tried.stderr
    assert not (tmp_path / "postgres").exists(), "nothing was started"


@pytest.mark.parametrize("held", ["", "canary", "\xff\xfe"])
def test_a_file_of_keys_that_cannot_be_read_is_named(tmp_path: Path, held: str) -> None:
    (tmp_path / KEY_FILE).write_text(held, "latin-1")

    with pytest.raises(BadSetting, match=KEY_FILE):
        keyring_of(Settings(data=tmp_path))


def test_a_file_that_is_not_there_yet_is_made_only_when_it_is_needed(tmp_path: Path) -> None:
    keyring_of(Settings(data=tmp_path))

    assert list(tmp_path.iterdir()) == []
