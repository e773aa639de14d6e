"""Files on their way into an act: chosen among those of the matter, or added with the form."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from amparo.access.permissions import Actor, Permission
from amparo.core.confidentiality import Confidentiality
from amparo.docket import attachments
from amparo.docket.attachments import Attached
from amparo.docket.models import Act, Matter
from amparo.docket.procedure import ActType, Field, Kind
from amparo.docket.queries import opened_entries_of
from amparo.docket.reading import Reader

from .forms import ActForm


def files_to_choose_from(
    actor: Actor, matter: Matter, reader: Reader, act: ActType, at: datetime
) -> list[Attached]:
    """Return the files that an act could name, as far as the reader may read them."""
    names_one = any(one.kind is Kind.FILE for one in act.fields)
    if not names_one or not reader.may(Permission.FILES_READ):
        return []
    return attachments.attached(actor, matter.reference, at=at)


def take_in(form: ActForm, matter: Matter, before: Act | None, *, by: Actor, at: datetime) -> None:
    """
    Add the files that were sent with a form to the matter, and choose them in the form.

    Where the form was sent before, the act `before` names them already.

    :raises Refused: if one is not fit to keep.
    """
    added = form.added_files()
    if not added:
        return
    if before is not None:
        entry = opened_entries_of(matter)[before.number - 1]
        for name, file in form.act.files_named(entry.fields).items():
            if name in added:
                form.take_in(name, file, "")
        return
    for one in form.file_fields():
        if one.name in added:
            _add(form, matter, one, added[one.name], by, at)


def _add(form: ActForm, matter: Matter, field: Field, sent: Any, by: Actor, at: datetime) -> None:
    file = attachments.attach(
        matter.reference, sent.name, sent.read(), level=_level(field), by=by, at=at
    )
    form.take_in(field.name, file.pk, file.name)


def _level(field: Field) -> Confidentiality:
    """Return who may read the file itself: that an act names it publicly does not open it."""
    if field.confidentiality is Confidentiality.PERSONAL:
        return Confidentiality.PERSONAL
    return Confidentiality.CONFIDENTIAL
