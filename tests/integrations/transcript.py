"""`python -m tests.integrations.transcript`: what every system outside is asked, word for word.

One approval and one cancellation, told to our own stand-ins of all systems; headers, where the
secrets are, are left out.
"""

import shutil
import sys
import tempfile
from datetime import date, timedelta
from pathlib import Path

from leavebook import subscribers
from leavebook.domain.calendar.spans import whole_days
from leavebook.services.leave import decisions, requests
from leavebook.services.leave.requests import LeaveAsked
from leavebook.settings import Settings
from leavebook.storage import embedded
from leavebook.storage.database import Database
from leavebook.storage.migrate import migrate
from tests.cast import Cast, found_company
from tests.faults.outside import Outside, everything_outside
from tests.integrations.jobs import work_off

LEAVE = whole_days(date(2026, 5, 4), date(2026, 5, 6))
_LONGEST = 300


def main() -> None:
    """Tell it, and leave nothing behind."""
    folder = Path(tempfile.mkdtemp(prefix="leavebook-transcript-"))
    running = embedded.start(folder / "postgres")
    try:
        migrate(running.owner_url)
        database = Database(running.url, connections=4, name="transcript", patience="0")
        database.open()
        with everything_outside() as outside:
            _tell(found_company(database), outside)
        database.close()
    finally:
        running.stop()
        shutil.rmtree(folder, ignore_errors=True)


def _tell(cast: Cast, outside: Outside) -> None:
    outside.welcome(cast)
    asked = LeaveAsked(
        employee_id=cast.bea.employee_id, leave_type_id=cast.leave_types["UL"], spans=(LEAVE,)
    )
    with cast.acting("bea") as tx:
        request = requests.submit(tx, asked)
    with cast.acting("mo") as tx:
        decisions.approve(tx, request.id)
    _work_off(cast, outside, "Bea's leave from 4 to 6 May is approved")
    with cast.acting("mo") as tx:
        decisions.cancel(tx, request.id)
    _work_off(cast, outside, "it is cancelled")


def _work_off(cast: Cast, outside: Outside, happened: str) -> None:
    systems = subscribers.systems(Settings(**outside.settings))
    work_off(cast, systems=systems, between=timedelta(hours=1))
    _say(f"\n# {happened}")
    for provider, vendor in outside.vendors.items():
        _say(f"\n{provider}")
        for each in vendor.stand_in.asked:
            query = "?" + "&".join(f"{name}={value}" for name, value in each.query.items())
            _say(f"  {each.method} {each.path}{query if each.query else ''}")
            if each.body and "token" not in each.path:
                _say(f"    {each.body.decode()[:_LONGEST]}")
        vendor.stand_in.asked.clear()
        _say(f"  holds: {len(vendor.markers())}")


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")


if __name__ == "__main__":
    main()
