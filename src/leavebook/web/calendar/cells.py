"""The cells of the wallchart, drawn by hand: a thousand people have thirty thousand of them."""

from dataclasses import dataclass, field
from datetime import date
from typing import Final

from markupsafe import Markup, escape

from leavebook.domain.approval.states import State
from leavebook.domain.calendar.spans import Half
from leavebook.queries.leave.wallchart import Absence, Wallchart, WallRow
from leavebook.web.formats import formats
from leavebook.web.languages import words
from leavebook.web.names import HALVES, STATES

_SATURDAY: Final = 5
_LETTERS: Final = 2


@dataclass(frozen=True, slots=True)
class Cells:
    """Draws the days of one person after the other, in a language."""

    chart: Wallchart
    language: str
    _said: dict[tuple[int | None, date, date, State | None], str] = field(default_factory=dict)
    _empty: dict[tuple[int, int], dict[date, str]] = field(default_factory=dict)

    def of(self, row: WallRow) -> Markup:
        """Return the cells of a row, one for each day."""
        empty = self._empty_cells(row)
        drawn = (
            self._cell(row, day, row.by_day[day]) if day in row.by_day else empty[day]
            for day in self.chart.days
        )
        # Everything that somebody typed is escaped where it is put in.
        return Markup("".join(drawn))  # noqa: S704  see above

    def _empty_cells(self, row: WallRow) -> dict[date, str]:
        """Return the cells of days on which somebody is there; most cells are those.

        Those who work the same week at the same site share their plan, and so their cells.
        """
        key = (row.site_id, id(row.plan))
        if key not in self._empty:
            self._empty[key] = {
                day: f"<td{self._shade(row, day)}{self._title(row.site_id, day, [])}></td>"
                for day in self.chart.days
            }
        return self._empty[key]

    def _cell(self, row: WallRow, day: date, absences: tuple[Absence, ...]) -> str:
        told = [self._says(absence) for absence in absences if absence.request_id is None]
        bars = "".join(self._bar(each, day) for each in absences)
        return f"<td{self._shade(row, day)}{self._title(row.site_id, day, told)}>{bars}</td>"

    def _shade(self, row: WallRow, day: date) -> str:
        where = (row.site_id, day)
        if where in self.chart.holidays:
            return " class=h"
        if not row.plan.planned.get(day, day.weekday() < _SATURDAY):
            return " class=w"
        half = self.chart.half_holidays.get(where)
        return "" if half is None else f' class="h {half[0]}"'

    def _title(self, site_id: int, day: date, told: list[str]) -> str:
        says = [*self._free(site_id, day), *told]
        return f' title="{escape("; ".join(says))}"' if says else ""

    def _free(self, site_id: int, day: date) -> list[str]:
        where = (site_id, day)
        if where in self.chart.holidays:
            return [self.chart.holidays[where]]
        if where not in self.chart.half_holidays:
            return []
        half, name = self.chart.half_holidays[where]
        return [f"{name} ({words(self.language).gettext(HALVES[half])})"]

    def _bar(self, absence: Absence, day: date) -> str:
        look = " ".join(["off", *self._look(absence, day)])
        begins = day in {absence.first_day, self.chart.days[0]}
        is_half = len(absence.halves[day]) == 1
        letters = (absence.code or "")[: 1 if is_half else _LETTERS] if begins else ""
        shown = f'<b aria-hidden="true">{escape(letters)}</b>' if letters else ""
        if absence.request_id is None:
            return f'<span class="{look}">{shown}</span>'
        says = escape(self._says(absence))
        return (
            f'<a class="{look}" href="/requests/{absence.request_id}" title="{says}" tabindex="-1">'
            f"{shown}</a>"
        )

    def _look(self, absence: Absence, day: date) -> list[str]:
        halves = absence.halves[day]
        half = next(iter(halves)) if len(halves) == 1 else None
        first, last = self.chart.days[0], self.chart.days[-1]
        marks = ["x" if absence.leave_type_id is None else f"type-{absence.leave_type_id}"]
        if half is not None:
            marks.append(half.value)
        if absence.is_pending:
            marks.append("p")
        if day in (absence.first_day, first) or half is Half.PM:
            marks.append("s")
        if day in (absence.last_day, last) or half is Half.AM:
            marks.append("e")
        return marks

    def _says(self, absence: Absence) -> str:
        days = (absence.first_day, absence.last_day)
        key = (absence.leave_type_id, *days, absence.state)
        if key not in self._said:
            self._said[key] = self._worded(absence)
        return self._said[key]

    def _worded(self, absence: Absence) -> str:
        texts = words(self.language).gettext
        days = formats(self.language).between((absence.first_day, absence.last_day))
        said = [absence.leave_type or texts("Away"), days]
        if absence.state is not None:
            said.append(texts(STATES[absence.state][1]))
        return ", ".join(said)
