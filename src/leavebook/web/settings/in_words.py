"""What a leave type grants, said as HR would say it."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Final

from babel.dates import format_skeleton

from leavebook.domain.approval.states import Chain
from leavebook.domain.calendar.counting import CountMode, Unit
from leavebook.domain.policy.frequency import Every
from leavebook.domain.policy.lengths import LengthUnit
from leavebook.domain.policy.policy import GrantMethod, Level, NewSchedule, PolicyVersion
from leavebook.domain.requests.discretion import Visibility
from leavebook.queries.policies.policies_in_force import TypeInForce
from leavebook.web.formats import formats
from leavebook.web.languages import Words, locale_of, words

_A_LEAP_YEAR: Final = 2024

_RHYTHM: Final = {
    Every.HOUR: "for every hour of work",
    Every.DAY: "day by day",
    Every.WEEK: "week by week",
    Every.TWO_WEEKS: "every two weeks",
    Every.HALF_MONTH: "twice a month",
    Every.MONTH: "month by month",
    Every.QUARTER: "quarter by quarter",
    Every.HALF_YEAR: "twice a year",
}

_SERVICE: Final = {
    LengthUnit.DAY: "after %(num)s days of service",
    LengthUnit.MONTH: "after %(num)s months of service",
    LengthUnit.YEAR: "after %(num)s years of service",
}

_CHAINS: Final = {
    Chain.NONE: "Nobody needs to agree.",
    Chain.SINGLE: "The manager decides.",
    Chain.OFFICE: "HR or an executive decides.",
    Chain.TWO_STAGE: "The manager decides first, then HR or an executive.",
}

_COUNTS: Final = {
    CountMode.WORKING_DAYS: "Counts the days that are worked.",
    CountMode.CALENDAR_DAYS: "Counts every day of the calendar.",
    CountMode.SIX_DAY_WEEK: "Counts Monday to Saturday.",
    CountMode.HOURS: "Counts the hours that are worked.",
}

_LEARNT_BY: Final = {
    Visibility.OFFICE: "Only HR learns the type; whoever decides sees the days.",
    Visibility.MANAGER: "Whoever decides learns the type; colleagues see that somebody is away.",
    Visibility.TEAM: "The department and the squad see the type; others that somebody is away.",
    Visibility.ALL: "Everybody in the company sees the type.",
}

_KEPT_WEEKS: Final = "When somebody’s working week changes, their balance stays as many weeks."

Amount = Callable[[Decimal, Unit], str]


def in_words(offered: TypeInForce, language: str) -> tuple[str, ...]:
    """Return the sentences that describe the leave type, the grant first."""
    texts = words(language)
    amount: Amount = formats(language).amount
    says = texts.gettext
    rules = offered.rules
    sentences = [
        *_granted(offered, texts, amount, language),
        says(_CHAINS[offered.chain]),
        says(_COUNTS[rules.counting.mode]),
    ]
    if rules.min_notice_days:
        told = texts.ngettext(
            "To be asked for at least %(num)s day ahead.",
            "To be asked for at least %(num)s days ahead.",
            rules.min_notice_days,
        )
        sentences.append(told % {"num": rules.min_notice_days})
    if rules.hours_allowed:
        sentences.append(says("Can be taken by the hour."))
    elif rules.half_days_allowed:
        sentences.append(says("Half days are possible."))
    sentences.append(says(_LEARNT_BY[offered.discretion.visibility]))
    if offered.discretion.stays_inside:
        sentences.append(says("Why is for the person and HR alone."))
    return tuple(sentences)


def granted_in_words(offered: TypeInForce, language: str) -> tuple[str, ...]:
    """Return the sentences that describe what the leave type gives, and nothing else."""
    return tuple(_granted(offered, words(language), formats(language).amount, language))


def _granted(offered: TypeInForce, texts: Words, amount: Amount, language: str) -> list[str]:
    policy = offered.policy
    if not offered.rules.has_balance or policy is None:
        return [texts.gettext("There is no balance: as much as is agreed.")]
    if policy.method is GrantMethod.UNLIMITED:
        return [texts.gettext("Without a limit.")]
    if policy.method is GrantMethod.MANUAL or not policy.levels:
        return [texts.gettext("Only what HR grants by hand.")]
    return [
        *(_level(level, policy, offered.unit, texts, amount) for level in policy.levels),
        _carried(policy.levels[0], offered.unit, texts, amount, language),
        *([texts.gettext(_KEPT_WEEKS)] if policy.new_schedule is NewSchedule.KEEP_WEEKS else []),
    ]


def _level(level: Level, policy: PolicyVersion, unit: Unit, texts: Words, amount: Amount) -> str:
    said = texts.gettext("%(amount)s a year") % {"amount": amount(level.amount, unit)}
    if policy.method is GrantMethod.UP_FRONT:
        said += texts.gettext(", all at once when the year begins")
    elif level.frequency.every in _RHYTHM:
        said += ", " + texts.gettext(_RHYTHM[level.frequency.every])
    if level.after.count:
        said_after = _SERVICE[level.after.unit]
        after = texts.gettext(said_after) % {"num": level.after.count}
        said = f"{said} ({after})"
    return said + "."


def _carried(level: Level, unit: Unit, texts: Words, amount: Amount, language: str) -> str:
    over = level.carry_over
    if over.cap is not None and not over.cap:
        return texts.gettext("Nothing is carried into the next year.")
    if over.cap is None:
        said = texts.gettext("What is left is carried into the next year")
    else:
        said = texts.gettext("Up to %(amount)s are carried into the next year") % {
            "amount": amount(over.cap, unit)
        }
    if over.last_usable is not None:
        day = date(_A_LEAP_YEAR, over.last_usable.month, over.last_usable.day)
        said += texts.gettext(", until %(day)s") % {
            "day": format_skeleton("MMMMd", day, locale=locale_of(language))
        }
    return said + "."
