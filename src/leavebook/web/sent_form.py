"""Which of a page's forms was sent: several may go to one path, each about somebody else."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from leavebook.web.fields import Fields
from leavebook.web.html_elements import Element

# What stands in them changes between two pages and says nothing of whom a form is about.
_CHANGING: Final = frozenset({"form_token", "signed", "version"})


def sent_form(
    elements: Iterable[Element],
    inside: Mapping[Element, Sequence[Element]],
    *,
    path: str,
    sent: Fields,
) -> Element | None:
    """Return the form for the path whose hidden fields say what was sent.

    None where there is none such: what was typed about one person must not appear beside
    another. Of several the one that says most; `inside` is what stands in each form.
    """
    found = [(form, _hidden(inside.get(form, ()))) for form in _forms_for(path, elements)]
    fitting = [
        (form, hidden)
        for form, hidden in found
        if all(sent.all(name) == tuple(values) for name, values in hidden.items())
    ]
    return max(fitting, key=lambda each: len(each[1]), default=(None, {}))[0]


def _forms_for(path: str, elements: Iterable[Element]) -> Iterator[Element]:
    for each in elements:
        if each.tag == "form" and each.get("action") == path and each.get("method") == "post":
            yield each
        elif each.get("formaction") == path and (form := each.within("form")) is not None:
            yield form


def _hidden(elements: Iterable[Element]) -> dict[str, list[str]]:
    """Return what a form's hidden fields say, by name."""
    found: dict[str, list[str]] = {}
    for each in elements:
        name = each.get("name")
        if each.get("type") == "hidden" and name and name not in _CHANGING:
            found.setdefault(name, []).append(each.get("value"))
    return found
