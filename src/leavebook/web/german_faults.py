"""What is wrong with a field, in German: the rest of a sentence whose subject is the field."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

GERMAN_RULE_FAULTS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "above_the_amount": "darf nicht mehr als das Ganze sein",
        "above_yearly_max": "ist mehr, als in einem Jahr gewährt werden darf",
        "below_negative_limit": "nimmt mehr weg, als gewährt wurde",
        "already_chosen": (
            "ist schon gewählt; wer es verloren hat, wählt ein neues über „Passwort vergessen?“"
            " bei der Anmeldung oder mit einer Einladung per E-Mail"
        ),
        "before_start": "darf nicht vor dem Anfang liegen",
        "cannot_change": "lässt sich nicht mehr ändern",
        "has_people": "hat noch Menschen, die dort arbeiten oder arbeiten werden; erst umziehen",
        "has_no_yearly_amount": "passt nur zu einer Menge je Zeitabschnitt",
        "in_a_circle": "darf nicht zu derselben Person zurückführen",
        "in_the_future": "darf nicht in der Zukunft liegen",
        "more_than_period": "ist mehr als die Tage, für die es gilt",
        "needs_a_leave_year": "braucht ein Urlaubsjahr, das endet",
        "no_space": "findet keinen Platz mehr: die Dokumente der Firma füllen allen, den es gibt",
        "not_a_colour": "muss eine Farbe wie #4a7fb5 sein",
        "not_a_document": "muss eine unbeschädigte PDF-, PNG-, JPEG- oder WebP-Datei sein",
        "not_a_number": "ist keine Zahl",
        "not_a_time_range": "ist keine Uhrzeit",
        "not_a_whole_number": "ist keine ganze Zahl",
        "not_assigned": "muss ein Tag sein, an dem eine andere Regelung gilt",
        "not_in_a_rolling_window": "passt nicht zu einem gleitenden Zeitraum",
        "not_in_order_of_service": "muss nach Dienstzeit geordnet sein",
        "not_one_line": "muss in eine Zeile passen",
        "not_positive": "muss mehr als null sein",
        "not_signed": "ließ sich nicht verwenden; bitte noch einmal versuchen",
        "not_together_with_last_usable": "passt nicht zu einem letzten Tag im Jahr",
        "not_valid": "kann so nicht sein",
        "only_per_period": "passt nur zu einer Menge je Zeitabschnitt",
        "only_per_year": "passt nur zu einer Menge im Jahr",
        "overlapping_grant": "darf sich mit keiner anderen Gutschrift überschneiden",
        "still_named": "wird noch genannt: von Ausgeschiedenen, Urlaub, Schichten oder Regeln",
        "too_heavy": "darf nicht größer als 5 MB sein",
        "too_many_documents": "wäre eines zu viel: fünf je Antrag",
        "too_many_decimals": "darf höchstens vier Nachkommastellen haben",
        "too_open": "darf bei einem vertraulichen Typ nicht über die hinausgehen, die entscheiden",
        "too_many_passkeys": "wäre einer zu viel: zehn sind genug",
        "too_precise": "darf höchstens vier Nachkommastellen haben",
        "wrong_number": "hat die falsche Anzahl von Werten",
    }
)
"""The words of the rules; what a field of any form can lack is said in `sentences`."""
