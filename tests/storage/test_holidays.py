"""The public holidays of a site's year are taken down once."""

from datetime import date

from leavebook.queries.company.days_off import days_off
from leavebook.storage.company import holidays
from tests.cast import Cast


def test_a_year_that_is_kept_stays_as_it_is_whatever_is_found_later(cast: Cast) -> None:
    with cast.acting() as tx:
        before, _ = days_off(tx, cast.site_id, 2027)

        holidays.take_down(
            tx,
            site_id=cast.site_id,
            year=2027,
            days=[(date(2027, 6, 2), "New")],
            taken_from="a newer",
        )
        after, _ = days_off(tx, cast.site_id, 2027)

    assert before
    assert after == before
