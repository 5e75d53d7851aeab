"""What a refusal means, in the visitor's language."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Final

from babel.dates import format_date

from leavebook.domain.problems import Code, Fact, Problem
from leavebook.http.sentences import amount, fault_sentence, sentence
from leavebook.web.german_faults import GERMAN_RULE_FAULTS

Facts = Mapping[str, Fact]
Saying = str | Callable[[Facts], str]


def say(problem: Problem, language: str) -> str:
    """Return the sentence for one reason of a refusal."""
    if problem.facts.get("what") == "cross_site":
        return _CROSS_SITE[language]
    if language != "de":
        return sentence(problem)
    if problem.code is Code.INVALID:
        return _german_fault(problem.facts)
    saying = GERMAN[problem.code]
    return saying if isinstance(saying, str) else saying(problem.facts)


def say_of_field(problem: Problem, language: str) -> str:
    """Return what is wrong with a field, where the field is named already."""
    if problem.code is not Code.INVALID:
        return say(problem, language)
    if language != "de":
        return fault_sentence(problem)
    return _german_fault(problem.facts, subject="Dieser Wert")


_CROSS_SITE: Final = {
    "en": "This form was sent from another site. Open the page here and try again.",
    "de": "Dieses Formular kam von einer fremden Seite. Bitte hier neu öffnen und noch einmal"
    " absenden.",
}


def _counted(quantity: object, unit: object) -> str:
    one, many = ("Stunde", "Stunden") if unit == "hour" else ("Tag", "Tage")
    if unit == "month":
        one, many = "Monat", "Monate"
    number = amount(quantity).replace(".", ",")
    return f"{number} {one if number == '1' else many}"


def _days(values: object) -> str:
    return ", ".join(_one(value) for value in values) if isinstance(values, Iterable) else ""


def _one(value: object) -> str:
    if isinstance(value, date):
        return str(format_date(value, "dd.MM.y", locale="de"))
    return amount(value) if isinstance(value, Decimal) else str(value)


_FIELDS: Final = {
    "first_day": "Der erste Tag",
    "last_day": "Der letzte Tag",
    "start_date": "Der erste Tag",
    "end_date": "Der letzte Tag",
    "leave_type_id": "Die Abwesenheitsart",
    "reason": "Die Begründung",
    "name": "Der Name",
    "site": "Der Standort",
    "department": "Die Abteilung",
    "lead": "Die Leitung",
    "deputy": "Die Stellvertretung",
    "email": "Die E-Mail-Adresse",
    "password": "Das Passwort",
    "old_password": "Das Passwort bis jetzt",
    "code": "Der Code",
    "start_time": "Die Anfangszeit",
    "end_time": "Die Endzeit",
    "document": "Das Dokument",
    "passkey": "Der Passkey",
}


def _above_the_cap(facts: Facts) -> str:
    most = _counted(facts.get("most", 0), facts.get("unit"))
    stands = amount(facts.get("stands", 0)).replace(".", ",")
    return f"geht über das hinaus, was zugleich stehen darf: {most}, und {stands} stehen schon"


_FAULTS: Final[Mapping[str, Saying]] = {
    "required": "fehlt",
    "missing": "fehlt",
    "blank": "darf nicht leer sein",
    "not_a_date": "ist kein Datum",
    "too_long": "ist zu lang",
    "too_short": "ist zu kurz",
    "out_of_range": "liegt außerhalb des Möglichen",
    "not_after_start": "muss nach dem Anfang liegen",
    "unknown": "ist nicht bekannt",
    "negative": "darf nicht negativ sein",
    "overlapping": "darf sich nicht überschneiden",
    "in_the_past": "darf nicht in der Vergangenheit liegen",
    "ambiguous": "gehört zu mehreren Firmen",
    **GERMAN_RULE_FAULTS,
    "above_the_cap": _above_the_cap,
    "not_after_the_reminder": "muss nach der Erinnerung liegen",
    "not_the_code": "ist nicht der von jetzt oder wurde schon verwendet",
}


def _german_fault(facts: Facts, *, subject: str | None = None) -> str:
    if subject is None:
        subject = _FIELDS.get(str(facts.get("field")), "Die Eingabe")
    said = _FAULTS.get(str(facts.get("problem")), "passt so nicht")
    return f"{subject} {said if isinstance(said, str) else said(facts)}."


GERMAN: Final[Mapping[Code, Saying]] = {
    Code.INVALID: "Die Eingabe passt so nicht.",
    Code.NOT_FOUND: "Das gibt es hier nicht.",
    Code.FORBIDDEN: "Das ist Ihnen nicht erlaubt.",
    Code.TAKEN: "Das ist schon vergeben.",
    Code.UNKNOWN_REFERENCE: "Die Auswahl gibt es nicht.",
    Code.STALE: "Das hat inzwischen jemand anders geändert.",
    Code.KEY_REUSED: "Dieser Schlüssel wurde schon für etwas anderes verwendet.",
    Code.KEY_IN_FLIGHT: "Der erste Aufruf mit diesem Schlüssel läuft noch.",
    Code.TOO_MANY_CALLS: lambda facts: (
        f"Zu viele Versuche. Bitte in {facts.get('retry_after', 1)} Sekunden noch einmal."
    ),
    Code.ENDS_BEFORE_START: "Die Abwesenheit darf nicht enden, bevor sie beginnt.",
    Code.NOTHING_TO_TAKE: "An diesen Tagen wird nicht gearbeitet; es gibt nichts zu nehmen.",
    Code.OVERLAPS: "Die Tage überschneiden sich mit einem anderen Antrag.",
    Code.NOT_ENOUGH_LEFT: lambda facts: (
        f"Das Guthaben reicht nicht: {_counted(facts.get('asked', 0), facts.get('unit'))}"
        f" gewünscht, {_counted(facts.get('left', 0), facts.get('unit'))} übrig."
    ),
    Code.AMOUNT_DIFFERS: lambda facts: (
        f"Die Abwesenheit umfasst {_counted(facts.get('counted', 0), facts.get('unit'))},"
        f" nicht {amount(facts.get('given', 0))}."
    ),
    Code.NOTICE_TOO_SHORT: lambda facts: (
        f"Das muss mindestens {_counted(facts.get('days', 0), 'day')} vorher beantragt werden."
    ),
    Code.TOO_FAR_BACK: lambda facts: (
        f"Nachträglich geht das nur bis zu {_counted(facts.get('days', 0), 'day')} danach."
    ),
    Code.TOO_FAR_AHEAD: lambda facts: (
        f"So weit voraus geht das nicht: höchstens {_counted(facts.get('months', 0), 'month')}."
    ),
    Code.TOO_LONG: lambda facts: (
        f"Am Stück sind höchstens {_counted(facts.get('days', 0), 'day')} möglich."
    ),
    Code.HALF_DAYS_NOT_ALLOWED: "Halbe Tage sind bei dieser Art nicht möglich.",
    Code.HALF_DAY_IS_ONE_DATE: "Ein halber Tag beginnt und endet am selben Datum.",
    Code.HOURS_NOT_ALLOWED: "Stunden sind bei dieser Art nicht möglich.",
    Code.NOT_FOR_THIS_PERSON: "Diese Art gilt für diese Person nicht.",
    Code.NOT_EMPLOYED: "Die Tage liegen außerhalb der Beschäftigung.",
    Code.STILL_WAITING: lambda facts: (
        f"Nutzbar ab {_one(facts.get('until'))}, wenn die Wartezeit vorbei ist."
    ),
    Code.BLOCKED_DAY: lambda facts: f"Gesperrte Tage: {_days(facts.get('days', ()))}.",
    Code.ONLY_ON_CERTAIN_DAYS: lambda facts: (
        f"An diesen Tagen nicht möglich: {_days(facts.get('days', ()))}."
    ),
    Code.CROSSES_YEAR: "Die Abwesenheit darf nicht ins nächste Jahr reichen.",
    Code.REASON_REQUIRED: "Eine Begründung ist nötig.",
    Code.TOO_FEW_PRESENT: lambda facts: (
        f"Am {_one(facts.get('day'))} wären zu wenige aus {facts.get('group')} da."
    ),
    Code.TYPE_NOT_ACTIVE: "Diese Art wird nicht mehr verwendet.",
    Code.NOT_PENDING: "Über diesen Antrag ist schon entschieden.",
    Code.NOT_CANCELLABLE: "Der Antrag lässt sich nicht mehr zurücknehmen.",
    Code.ALREADY_STARTED: "Was schon begonnen hat, lässt sich nicht mehr zurücknehmen.",
    Code.OWN_REQUEST: "Niemand entscheidet über den eigenen Antrag.",
    Code.NOT_THE_APPROVER: "Darüber entscheidet jemand anders.",
    Code.ILLEGAL_MOVE: "So wie der Antrag steht, geht das nicht.",
    Code.CHANGE_WAITS: "Über eine Änderung dieser Abwesenheit wird schon entschieden.",
    Code.NOTHING_CHANGES: "So ist die Abwesenheit schon.",
    Code.NO_LONGER_FITS: (
        "Die Änderung passt nicht mehr zu dem, was der Person zusteht."
        " Warum, kann die Personalabteilung sagen."
    ),
    Code.LEAVES_BEFORE_JOINING: "Der letzte Tag darf nicht vor dem ersten liegen.",
    Code.BELOW_ALREADY_TAKEN: lambda facts: (
        f"Weniger als die schon genommenen {amount(facts.get('taken', 0))} geht nicht."
    ),
    Code.NOT_DUE_YET: lambda facts: (
        f"Die Daten werden bis zum {_one(facts['on'])} aufbewahrt."
        if "on" in facts
        else "Wer hier arbeitet, dessen Daten bleiben."
    ),
    Code.UNDER_HOLD: "Eine Sperre hält diese Daten fest.",
    Code.ANONYMISED: "Wer das war, ist nicht mehr bekannt, und daran ändert sich nichts mehr.",
}
"""Every reason in German; a test holds it complete."""
