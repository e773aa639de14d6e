"""The notes on a matter: read, written, struck out."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.debug import sensitive_post_parameters

from amparo.access.doors import actor_for, requires
from amparo.access.permissions import Permission
from amparo.access.refusing import Said, said
from amparo.core.errors import Refused
from amparo.desk.docket.forms import NoteForm
from amparo.desk.pages import show
from amparo.docket import notes as actions
from amparo.docket import reading


@sensitive_post_parameters()
@requires(Permission.NOTES_READ, Permission.NOTES_WRITE)
def notes(request: HttpRequest, reference: str) -> HttpResponse:
    """Show the notes on a matter, the oldest first, and take in another one."""
    actor, at = actor_for(request), timezone.now()
    matter, reader = reading.matter_for(actor, reference, at)
    form = NoteForm(request.POST or None)
    refused = None
    if request.method == "POST" and form.is_valid():
        refused = _write(request, reference, form)
        if refused is None:
            return redirect("desk:docket:notes", reference)
    return show(
        request,
        "desk/docket/notes.html",
        400 if form.is_bound else 200,
        reference=reference,
        notes=actions.notes_of(matter, reader, at=at),
        form=form,
        refused=refused,
        may_write=matter.disposed_on is None and reader.may(Permission.NOTES_WRITE),
        disposed_on=matter.disposed_on,
    )


def _write(request: HttpRequest, reference: str, form: NoteForm) -> Said | None:
    text = form.cleaned_data["text"]
    try:
        actions.write(reference, text, by=actor_for(request), at=timezone.now())
    except Refused as refusal:
        return said(request, refusal, Permission.NOTES_WRITE, about=reference)
    return None


@requires(Permission.NOTES_WRITE, Permission.NOTES_STRIKE)
def strike_note(request: HttpRequest, note: UUID, reference: str) -> HttpResponse:
    """Strike out a note, once that was confirmed."""
    actor, at = actor_for(request), timezone.now()
    refused = None
    if request.method == "POST":
        try:
            actions.strike(reference, note, by=actor, at=at)
        except Refused as refusal:
            refused = said(request, refusal, Permission.NOTES_STRIKE, about=reference)
        else:
            return redirect("desk:docket:notes", reference)
    return show(
        request,
        "desk/docket/strike_note.html",
        400 if refused else 200,
        reference=reference,
        note=actions.note_for(reference, note, by=actor, at=at),
        refused=refused,
    )
