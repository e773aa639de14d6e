"""Pictures inside of an office file, and the refusals of what else may be inside."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from amparo.core.errors import Refused
from amparo.core.words import gettext_noop as _

from . import pictures
from .kinds import Kind, kind_of_content
from .limits import Limits


def picture(part: bytes, limits: Limits) -> bytes:
    """
    Return a picture of an office file, made anew like any other.

    :raises Refused: if it is none of the kinds that are kept, or damaged.
    """
    kind = _kind(part)
    if kind is None or kind.family != "pictures":
        raise unfit(gettext_lazy("a drawing or recording of a kind that cannot be checked"))
    return pictures.made_anew(part, kind, limits)


def unfit(what: str | Promise) -> Refused:
    """Return the refusal of an office file for something inside of it."""
    return Refused(
        _(
            "The file holds {what}. Take it out, or put a picture of it in its place (PNG or JPEG); "
            "or save the file as PDF. Then add it again."
        ),
        what=what,
    )


def _kind(part: bytes) -> Kind | None:
    try:
        return kind_of_content(part)
    except Refused:
        return None
