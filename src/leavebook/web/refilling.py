"""A form as it was sent, shown again: what was typed stays, what is wrong is said beside it.

The forms themselves know nothing of it: the page is made as always and filled in afterwards.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from markupsafe import Markup

from leavebook.domain.problems import Problem
from leavebook.web.fields import Fields
from leavebook.web.html_edits import GONE, Edits
from leavebook.web.html_elements import Element, by_nearest, elements_of
from leavebook.web.sent_form import sent_form
from leavebook.web.sentences import say, say_of_field

_CONTROLS: Final = frozenset({"input", "select", "textarea"})
_TICKED: Final = frozenset({"checkbox", "radio"})
_NOT_REFILLED: Final = frozenset({"hidden", "password", "file", "submit"})
_SUMMARY: Final = Markup('<div class="note loud" role="alert"><ul>{}</ul></div>')
_ABOUT_A_FIELD: Final = Markup('<li><a href="#{}">{}</a>: {}</li>')
_ABOUT_THE_WHOLE: Final = Markup("<li>{}</li>")
_BESIDE: Final = Markup('<strong class="fault" id="{}">{}</strong>')


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """What was sent to which path, and why it was refused."""

    path: str
    typed: Fields
    problems: tuple[Problem, ...]
    language: str


def refilled(html: str, refusal: Refusal) -> str:
    """Return the page with the refused form filled in and every reason beside its field.

    All reasons stand above the form too; where it is out of sight, or not on the page any more,
    at the top of the page.
    """
    elements, edits = elements_of(html), Edits(html)
    by_form, options = by_nearest("form", elements), by_nearest("select", elements)
    form = sent_form(elements, by_form, path=refusal.path, sent=refusal.typed)
    controls = [each for each in by_form.get(form, ()) if _is_typed(each)] if form else []
    for control in controls:
        _refill(edits, control, options.get(control, ()), refusal.typed)
    said = [(problem, _control_of(problem, controls)) for problem in refusal.problems]
    faulty = list(dict.fromkeys(control for _, control in said if control is not None))
    for control in faulty:
        _mark(edits, control, [each for each, about in said if about is control], refusal.language)
    if faulty:
        edits.set_attribute(faulty[0], "autofocus")
    for each in {
        around for control in (form, *faulty) if control for around in control.ancestors()
    }:
        if each.tag == "details":
            edits.set_attribute(each, "open")
    labels = {each.get("for"): each for each in reversed(elements) if each.get("for")}
    lines = [_line(edits, problem, about, labels, refusal.language) for problem, about in said]
    edits.insert(_top(form, elements), _SUMMARY.format(Markup().join(lines)))
    return edits.made()


def _is_typed(element: Element) -> bool:
    return (
        element.tag in _CONTROLS
        and bool(element.get("name"))
        and element.get("type") not in _NOT_REFILLED
    )


def _refill(edits: Edits, control: Element, inside: Sequence[Element], typed: Fields) -> None:
    values = typed.all(control.get("name"))
    if control.get("type") in _TICKED:
        is_ticked = (control.attributes.get("value") or "on") in values
        edits.set_attribute(control, "checked", "" if is_ticked else GONE)
    elif not values:
        return  # the form did not have it, such as a field that was disabled
    elif control.tag == "select":
        for option in inside:
            if option.tag == "option":
                is_chosen = option.get("value") in values
                edits.set_attribute(option, "selected", "" if is_chosen else GONE)
    elif control.tag == "textarea":
        edits.set_text(control, values[0])
    else:
        edits.set_attribute(control, "value", values[0])


def _control_of(problem: Problem, controls: Sequence[Element]) -> Element | None:
    """Return the control of the problem's field, or the first of a part or the whole of it."""
    field = str(problem.facts.get("field", ""))
    if not field:
        return None
    named = [(each.get("name"), each) for each in controls]
    exact = (each for name, each in named if name == field)
    parts = (each for name, each in named if name.startswith((f"{field}.", f"{field}[")))
    whole = (each for name, each in named if field.startswith((f"{name}.", f"{name}[")))
    last = (each for name, each in named if name.endswith(f".{field}"))
    found = (next(some, None) for some in (exact, parts, whole, last))
    return next((each for each in found if each is not None), None)


def _mark(edits: Edits, control: Element, problems: Sequence[Problem], language: str) -> None:
    fault = f"fault-{control.get('name')}"
    told = " ".join([control.get("aria-describedby"), fault]).strip()
    edits.set_attribute(control, "aria-invalid", "true")
    edits.set_attribute(control, "aria-describedby", told)
    field = next(
        (each for each in control.ancestors() if "field" in each.get("class").split()), None
    )
    beside = control.end if field is None else field.closed
    sentences = " ".join(dict.fromkeys(say_of_field(each, language) for each in problems))
    edits.insert(beside, _BESIDE.format(fault, sentences))


def _line(
    edits: Edits,
    problem: Problem,
    control: Element | None,
    labels: Mapping[str, Element],
    language: str,
) -> Markup:
    if control is None or not control.get("id"):
        return _ABOUT_THE_WHOLE.format(say(problem, language))
    label = labels.get(control.get("id"))
    if label is None:
        return _ABOUT_THE_WHOLE.format(say(problem, language))
    return _ABOUT_A_FIELD.format(
        control.get("id"), edits.text_of(label), say_of_field(problem, language)
    )


def _top(form: Element | None, elements: Sequence[Element]) -> int:
    if form is not None and not any(each.tag == "dialog" for each in form.ancestors()):
        return form.opened
    news = next((each for each in elements if each.get("id") == "news"), None)
    return 0 if news is None else news.opened
