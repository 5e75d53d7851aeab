"""What the outcome of a call means for every later call of the same company to that system."""

from leavebook.domain.integrations import Provider
from leavebook.services.outside.remote_faults import (
    Busy,
    Disconnected,
    Permanent,
    Temporary,
    Uncertain,
)
from leavebook.storage.outside import integration_gates
from leavebook.storage.transaction import Transaction

Fault = Temporary | Uncertain | Permanent


def note_success(tx: Transaction, provider: Provider) -> None:
    """Have the system called as before any failure; a wait that it asked for is kept."""
    integration_gates.went_well(tx, provider)


def note_fault(tx: Transaction, provider: Provider, fault: Fault) -> None:
    """Let a system rest that says so or keeps failing, and pause one that is not let into."""
    if isinstance(fault, Disconnected):
        integration_gates.shut(tx, provider, str(fault))
    elif isinstance(fault, Busy) and fault.rest is not None:
        integration_gates.rest(tx, provider, fault.rest)
    elif not isinstance(fault, Permanent):
        integration_gates.note_failure(tx, provider)
