"""The sites and departments of the company, to choose from."""

from dataclasses import dataclass

from leavebook.storage.transaction import Transaction


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteName:
    """A site by name."""

    id: int
    name: str


def site_names(tx: Transaction) -> tuple[SiteName, ...]:
    """Return the sites that are open, by name."""
    rows = tx.rows("SELECT id, name FROM site WHERE closed_at IS NULL ORDER BY name, id")
    return tuple(SiteName(id=row.id, name=row.name) for row in rows)


@dataclass(frozen=True, slots=True, kw_only=True)
class DepartmentName:
    """A department by name."""

    id: int
    name: str


def department_names(tx: Transaction) -> tuple[DepartmentName, ...]:
    """Return the departments by name."""
    rows = tx.rows("SELECT id, name FROM department ORDER BY name, id")
    return tuple(DepartmentName(id=row.id, name=row.name) for row in rows)
