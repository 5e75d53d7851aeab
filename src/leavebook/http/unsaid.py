"""What APIs say in place of what the caller may not learn, where null would be no name."""

from typing import Final

ABSENCE: Final = "Absence"
"""What leave is called to whoever may not learn its type."""
