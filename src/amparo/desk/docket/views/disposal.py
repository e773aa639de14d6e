"""The end of what is confidential in a matter: what is due, and destroying it."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from amparo.access.doors import actor_for, requires
from amparo.access.permissions import Permission
from amparo.access.refusing import said
from amparo.core.errors import NotVisible, Refused
from amparo.desk.docket.forms import DisposeForm
from amparo.desk.pages import show
from amparo.docket import disposal, reading

SHOWN = 50


@requires(Permission.MATTERS_DISPOSE)
def due(request: HttpRequest) -> HttpResponse:
    """List the matters whose confidential content is to be destroyed, the oldest first."""
    found = disposal.due_for(actor_for(request), timezone.now())
    return show(request, "desk/docket/due.html", due=found[:SHOWN], whole=len(found))


@requires(Permission.MATTERS_DISPOSE)
def dispose(request: HttpRequest, reference: str) -> HttpResponse:
    """Destroy what is confidential in a matter, once its reference was typed."""
    actor, at = actor_for(request), timezone.now()
    matter, reader = reading.matter_for(actor, reference, at)
    if not reader.may(Permission.MATTERS_DISPOSE) or matter.disposed_on is not None:
        raise NotVisible("There is nothing to dispose of for this person.")
    form = DisposeForm(request.POST or None, expected=reference)
    refused = None
    if request.method == "POST" and form.is_valid():
        try:
            disposal.dispose(matter, by=actor, at=at)
        except Refused as refusal:
            refused = said(request, refusal, Permission.MATTERS_DISPOSE, about=reference)
        else:
            return redirect("desk:docket:matter", reference)
    return show(
        request,
        "desk/docket/dispose.html",
        400 if form.is_bound else 200,
        reference=reference,
        content=disposal.content_of(matter),
        form=form,
        refused=refused,
    )
