"""What operators type, read once for every command."""

from datetime import UTC, date, datetime

import click

from leavebook.domain.limits import read_day
from leavebook.domain.problems import Refused


class Day(click.ParamType[date]):
    """A date such as 2026-04-10."""

    name = "day"

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> date:
        """Return the date, or say what is wrong with it."""
        if isinstance(value, date):
            return value
        try:
            return read_day(str(value), field="day")
        except Refused:
            self.fail(f"{value!r} is not a date such as 2026-04-10", param, ctx)


class Moment(click.ParamType[datetime]):
    """A moment such as 2026-04-10T08:00:00Z; without a zone it is UTC, a date is its end."""

    name = "moment"

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> datetime:
        """Return the moment, or say what is wrong with it."""
        try:
            moment = datetime.fromisoformat(str(value))
        except ValueError:
            self.fail(f"{value!r} is not a moment such as 2026-04-10T08:00:00Z", param, ctx)
        if len(str(value)) == len("2026-04-10"):
            moment = moment.replace(hour=23, minute=59, second=59, microsecond=999_999)
        return moment if moment.tzinfo is not None else moment.replace(tzinfo=UTC)


on_day = click.option("--on", "on", type=Day(), help="A day, past or to come; without it today.")
