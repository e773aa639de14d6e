"""
An act counts once, however often its form is sent; and nobody enters on top of what they never saw.

A form carries a token of its own, and the number of the latest act that its reader knew of.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from amparo.access.permissions import Actor
from amparo.core.errors import Refused
from amparo.core.words import gettext_noop as _
from amparo.vault.models import File

from ..digests import canonical
from ..entries import Entry, Stored
from ..models import Act, EnteredOnce, Matter
from ..procedure import Content
from ..queries import entries_with_sealed
from ..reading import Reader, SeenAct, acts_since
from ..sealing import opened


class EnteredMeanwhile(Refused):
    """
    Acts were entered since the form was opened; `acts` are those of which this person may know.

    Having looked at them, the person may enter the act again.
    """

    def __init__(self, acts: Sequence[SeenAct]) -> None:
        super().__init__(
            _(
                "Since this form was opened, others entered into the docket: {acts}. Look at it first;"
                " then enter your act again if it is still right."
            ),
            acts="; ".join(_in_short(one) for one in acts),
        )
        self.acts = tuple(acts)


class EnteredAlready(Refused):
    """The form was sent before, and entered as the act `number` of the docket; now it says otherwise."""

    def __init__(self, number: int) -> None:
        super().__init__(
            _(
                "This form was sent before, and entered as act {number}. If that is wrong, rectify it;"
                " for a further act, open the form anew."
            ),
            number=number,
        )
        self.number = number


def _in_short(act: SeenAct) -> str:
    who = f", {act.by}" if act.by else ""
    return f'{act.number} "{act.title}" ({act.entered_at:%Y-%m-%d %H:%M} UTC{who})'


def entered_with(token: UUID, matter: Matter, by: Actor) -> Act | None:
    """
    Return the act that was entered with this token, or None if none was.

    :raises Refused: if it served another person, or another docket.
    """
    once = EnteredOnce.objects.filter(token=token).first()
    if once is None:
        return None
    act = Act.objects.get(matter=once.matter_id, number=once.act)
    if once.matter_id != matter.pk or act.by != by.name:
        raise _used_elsewhere()
    return act


def the_same(act: Act, entry: Entry, content: Content) -> Act:
    """Return the act entered before. :raises EnteredAlready: if what is entered now says otherwise."""
    (before,) = opened(entries_with_sealed([act]), act.matter.key)
    if _said(before, content) != _said(entry, content):
        raise EnteredAlready(act.number)
    return act


def note(token: UUID, act: Act, at: datetime) -> None:
    """
    Keep it that this token has served.

    :raises Refused: if it has served another docket at this very moment.
    """
    try:
        with transaction.atomic():
            EnteredOnce.objects.create(
                token=token, matter=act.matter, act=act.number, entered_at=at
            )
    except IntegrityError:
        raise _used_elsewhere() from None


def check_seen(matter: Matter, reader: Reader, seen: int, at: datetime) -> None:
    """Raise `EnteredMeanwhile` if the docket holds later acts of which this reader may know."""
    if seen < matter.acts_entered:
        later = acts_since(matter, reader, seen, today=at.date())
        if later:
            raise EnteredMeanwhile(later)


def _said(entry: Entry, content: Content) -> tuple[object, ...]:
    names = content.act.files_named(entry.fields)
    fields: dict[str, Stored] = {k: v for k, v in entry.fields.items() if k not in names}
    return (
        entry.kind,
        entry.on,
        entry.precision,
        entry.source,
        entry.rectifies,
        entry.reason,
        canonical(fields),
        {name: _file(file) for name, file in names.items()},
    )


def _file(number: UUID) -> tuple[object, ...]:
    # A file that was sent twice with its form is two files, each with a number of its own.
    columns = ("holder", "size", "media_type", "added_by")
    found = File.objects.filter(pk=number).values_list(*columns).first()
    return found or (number,)


def _used_elsewhere() -> Refused:
    return Refused(_("This form was used for another act. Open it anew, and enter the act there."))
