"""Municipalities whose statutory holidays differ from those of the region around them."""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import Final


class Keeps(StrEnum):
    """What a municipality keeps beyond its region."""

    REGION_ONLY = "region_only"
    CATHOLIC_DAYS = "catholic_days"
    ITS_OWN_DAY = "its_own_day"


def _named(kept: Keeps, names: str) -> dict[str, Keeps]:
    return dict.fromkeys(names.split(), kept)


# Assumption Day is kept where the last census counted more Catholics than Protestants
# (Art. 1 of the Bavarian law on holidays); the names are the independent cities and the
# larger towns. Umlauts are written out; English names stand beside the German ones.
_BAVARIA: Final[Mapping[str, Keeps]] = {
    **_named(
        Keeps.CATHOLIC_DAYS,
        "amberg aschaffenburg bamberg dachau deggendorf dillingen donauwoerth erding "
        "forchheim freising fuerstenfeldbruck garmisch-partenkirchen guenzburg ingolstadt "
        "kaufbeuren kempten landshut lindau memmingen muenchen munich neu-ulm neumarkt "
        "passau regensburg rosenheim schweinfurt starnberg straubing traunstein weiden "
        "wuerzburg",
    ),
    **_named(
        Keeps.REGION_ONLY,
        "ansbach bayreuth coburg dinkelsbuehl erlangen fuerth gunzenhausen hof kulmbach "
        "noerdlingen nuernberg nuremberg rothenburg schwabach selb weissenburg",
    ),
    "augsburg": Keeps.ITS_OWN_DAY,
}

# Corpus Christi: the Sorbian parishes of Saxony and the Catholic Eichsfeld of Thuringia.
_SAXONY: Final = _named(
    Keeps.CATHOLIC_DAYS,
    "crostwitz nebelschuetz panschwitz-kuckau raeckelwitz ralbitz-rosenthal",
) | _named(Keeps.REGION_ONLY, "chemnitz dresden leipzig zwickau")
_THURINGIA: Final = _named(
    Keeps.CATHOLIC_DAYS,
    "dingelstaedt eichsfeld heiligenstadt leinefelde-worbis",
) | _named(Keeps.REGION_ONLY, "erfurt gera jena weimar")

MUNICIPALITIES: Final[Mapping[tuple[str, str], Mapping[str, Keeps]]] = MappingProxyType(
    {
        ("DE", "BY"): _BAVARIA,
        ("DE", "SN"): _SAXONY,
        ("DE", "TH"): _THURINGIA,
        ("ES", "CT"): {"barcelona": Keeps.ITS_OWN_DAY},
        ("CH", "ZH"): {"stadt zurich": Keeps.ITS_OWN_DAY, "zurich": Keeps.ITS_OWN_DAY},
    }
)
"""By country and region: what each municipality that Leavebook knows keeps."""

OWN_CALENDARS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "augsburg": "Augsburg",
        "barcelona": "Barcelona",
        "stadt zurich": "Stadt Zurich",
        "zurich": "Stadt Zurich",
    }
)
"""The name under which the holiday library knows a municipality with a day of its own."""

_PLAIN: Final = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})


def plain(name: str) -> str:
    """Return the name as the tables write it: small letters, umlauts written out."""
    return name.strip().lower().replace("zürich", "zurich").translate(_PLAIN)
