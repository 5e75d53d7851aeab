"""What a company has chosen, where it differs from what everybody gets."""

from leavebook.storage.transaction import Transaction


def is_on(tx: Transaction, name: str, *, default: bool) -> bool:
    """Return whether the company has switched something on; the default where it has not chosen."""
    chosen = tx.value(
        "SELECT settings -> %(name)s FROM company WHERE company_id = %(company_id)s",
        name=name,
        company_id=tx.company.id,
    )
    return chosen if isinstance(chosen, bool) else default
