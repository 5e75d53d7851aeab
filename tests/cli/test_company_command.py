"""`leavebook company create` tells the operator how the administrator comes in."""

import pytest
from click.testing import CliRunner

from leavebook.cli.main import commands
from leavebook.cli.processes import NewCompany
from leavebook.services.company.companies import Founded
from leavebook.settings import Settings


class Founding:
    """Founds nothing, and remembers what it was asked for."""

    def __init__(self) -> None:
        self.asked: NewCompany | None = None

    def found_company(self, _: Settings, new: NewCompany) -> Founded:
        self.asked = new
        return Founded(company_id=7, invitation="5ecret")


@pytest.mark.parametrize(
    ("base_url", "address"),
    [(None, "http://127.0.0.1:8000"), ("https://leave.example", "https://leave.example")],
)
def test_a_link_and_another_way_in_are_told(
    monkeypatch: pytest.MonkeyPatch, base_url: str | None, address: str
) -> None:
    for name, value in (("BASE_URL", base_url), ("HOST", None), ("PORT", None)):
        if value is None:
            monkeypatch.delenv(f"LEAVEBOOK_{name}", raising=False)
        else:
            monkeypatch.setenv(f"LEAVEBOOK_{name}", value)
    founding = Founding()

    result = CliRunner().invoke(
        commands,
        [
            *("company", "create", "acme", "--name", "Acme"),
            *("--admin-email", "ada@acme.example", "--admin-name", "Ada"),
        ],
        obj=founding,
    )

    assert result.exit_code == 0, result.output
    assert founding.asked is not None
    assert f"{address}/welcome/5ecret" in result.output
    assert "leavebook password set acme ada@acme.example" in result.output
