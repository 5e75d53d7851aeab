"""Cases about accrual plans."""

from collections.abc import Mapping
from typing import Final

from tests.cases.adapters.plans import plan
from tests.cases.runner import Adapter

ADAPTERS: Final[Mapping[str, Adapter]] = {"plan": plan}
