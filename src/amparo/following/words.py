"""What is followed, and how, in words: the same on pages, in letters and in feeds."""

from __future__ import annotations

from datetime import UTC, datetime

from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from amparo.bodies.published import mechanisms
from amparo.core import wording
from amparo.core.words import gettext_noop
from amparo.registry.published import states

from .enums import Channel, Often
from .rules.searches import Search

OFTEN = {
    Often.AT_ONCE: gettext_noop("as soon as there is something"),
    Often.DAILY: gettext_noop("at most once a day"),
    Often.WEEKLY: gettext_noop("at most once a week"),
}
CHANNELS = {
    Channel.LETTER: gettext_noop("by letter (e-mail)"),
    Channel.WEBHOOK: gettext_noop("by webhook"),
}
_FACETS = {
    "kind": gettext_noop("Kind"),
    "state": gettext_noop("State"),
    "body": gettext_noop("Body"),
    "language": gettext_noop("Language"),
    "year": gettext_noop("Year"),
    "theme": gettext_noop("Theme"),
    "person": gettext_noop("Person affected"),
    "sdg": gettext_noop("Sustainable Development Goal"),
}
_KINDS = {
    "paragraph": gettext_noop("Paragraph of a document"),
    "document": gettext_noop("Document"),
    "recommendation": gettext_noop("Recommendation"),
    "docket": gettext_noop("Docket"),
    "state": gettext_noop("State"),
    "treaty": gettext_noop("Treaty"),
    "mechanism": gettext_noop("Body"),
    "figure": gettext_noop("Figure"),
}


def described(search: Search) -> list[tuple[str, str]]:
    """Return what a search asks, as labels and values in the language being spoken."""
    if search.is_everything:
        return [(_("What"), _("everything that becomes public"))]
    said = [(_("Words"), search.text)] if search.text else []
    for facet in dict.fromkeys(name for name, _value in search.chosen):
        values = [_called(facet, value) for name, value in search.chosen if name == facet]
        said.append((_(_FACETS[facet]), wording.listed(values)))
    if search.since:
        said.append((_("From"), wording.day(search.since)))
    if search.until:
        said.append((_("Until"), wording.day(search.until)))
    return said


def in_one_line(search: Search) -> str:
    """Return what a search asks in one line, as the title of a letter or a feed has it."""
    if search.is_everything:
        return _("everything that becomes public")
    return " · ".join(value for _label, value in described(search))


def language_name(code: str) -> str:
    """Return a language of the site by its name in the language being spoken."""
    return _(str(dict(settings.LANGUAGES).get(code, code)))


def _called(facet: str, value: str) -> str:
    spoken = get_language() or "en"
    match facet:
        case "kind":
            return _(_KINDS[value]) if value in _KINDS else value
        case "state":
            named = states(datetime.now(UTC).date(), language=spoken)
            return next((one.name for one in named if one.iso3 == value), value)
        case "body":
            return next(
                (one.short or one.name for one in mechanisms(language=spoken) if one.code == value),
                value,
            )
        case "language":
            codes = {code[:2]: code for code, _name in settings.LANGUAGES}
            return language_name(codes.get(value, value))
    return value
