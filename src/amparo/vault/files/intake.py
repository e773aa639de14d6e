"""
The intake: whatever arrives is made anew, or refused with a sentence.

Pure: bytes in, bytes out. Nothing is kept here, and nothing that a browser says is believed.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from amparo.core.errors import Refused
from amparo.core.words import gettext_noop as _

from . import office, pdf, pictures, text
from .kinds import CSV, TEXT, Kind, kind_of_content, kind_of_ending
from .limits import MIB, Limits
from .names import clean_name, ending_of

_FAMILIES: dict[str, Callable[[bytes, Kind, Limits], bytes]] = {
    "office": office.made_anew,
    "pdf": pdf.made_anew,
    "pictures": pictures.made_anew,
    "text": text.made_anew,
}


@dataclass(frozen=True, slots=True)
class Accepted:
    """A file fit to keep; `stripped` if its kind tells of its maker, and this one no longer does."""

    name: str
    media_type: str
    content: bytes
    stripped: bool


def accept(name: str, content: bytes, *, limits: Limits = Limits()) -> Accepted:  # noqa: B008  (frozen)
    """
    Return the file made anew: with a clean name, its true type, and without what it tells.

    :raises Refused: if it is too large, of a kind that is not kept, not what its name says,
        damaged, locked, or holds more than it shows.
    """
    check_size(len(content), limits)
    clean = clean_name(name)
    kind = _agreed_kind(clean, kind_of_content(content))
    made = _FAMILIES[kind.family](content, kind, limits)
    # Made anew, a file may have grown.
    check_size(len(made), limits)
    return Accepted(clean, kind.media_type, made, stripped=kind.family != "text")


def check_size(size: int, limits: Limits) -> None:
    """
    Check that a file holds something, and not too much.

    :raises Refused: if not.
    """
    if size == 0:
        raise Refused(_("The file is empty."))
    if size > limits.bytes:
        raise Refused(
            _("The file is larger than {limit} MB. Divide it, or make its pictures smaller."),
            limit=limits.bytes // MIB or 1,
        )


def _agreed_kind(clean: str, found: Kind) -> Kind:
    named = kind_of_ending(ending_of(clean))
    if {named, found} == {CSV, TEXT}:
        return CSV  # a table as text cannot be told from text by its content
    if named is found:
        return found
    if named is None:
        raise Refused(
            _(
                "Files that end in .{ending} are not kept. The content of this one is {found}; if "
                "that is right, give its name the ending .{right}, and add it again."
            ),
            ending=ending_of(clean),
            found=found.words,
            right=found.endings[0],
        )
    raise Refused(
        _(
            "The file is named as {named}, but its content is {found}. Give it the ending "
            ".{right} if that is what it is, and add it again."
        ),
        named=named.words,
        found=found.words,
        right=found.endings[0],
    )
