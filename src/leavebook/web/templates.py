"""The templates, one environment for each language."""

from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined

from leavebook.web import assets, formats
from leavebook.web.explained import explained, input_explained
from leavebook.web.icons import icon
from leavebook.web.languages import LANGUAGES, words


@cache
def environment(language: str) -> Environment:
    """Return the templates in a language; everything that is shown is escaped."""
    made = Environment(
        loader=PackageLoader("leavebook.web", ""),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n", "jinja2.ext.do"],
    )
    texts = words(language)
    made.install_gettext_callables(  # type: ignore[attr-defined]  # the extension adds it
        texts.gettext, texts.ngettext, newstyle=True, pgettext=texts.pgettext
    )
    made.globals.update(icon=icon, asset=assets.address_of, languages=LANGUAGES)
    made.filters.update(formats.filters(language))
    write = formats.formats(language)
    made.filters["explained"] = lambda reason: explained(reason, write)
    made.filters["input_explained"] = lambda value, name: input_explained(name, value, write)
    return made
