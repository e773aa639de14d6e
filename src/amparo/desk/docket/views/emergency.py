"""Access in an emergency: asked for by one person, decided by another."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.debug import sensitive_post_parameters

from amparo.access.actions import EMERGENCY_HOURS
from amparo.access.doors import actor_for, requires
from amparo.access.permissions import Permission
from amparo.access.refusing import Said, said
from amparo.core.errors import Refused
from amparo.desk.docket.forms import AskForm
from amparo.desk.pages import show
from amparo.docket import team


@sensitive_post_parameters()
@requires(Permission.EMERGENCY_ASK, Permission.EMERGENCY_DECIDE)
def emergency(request: HttpRequest) -> HttpResponse:
    """Ask for access at once, and list what waits for the reader's decision."""
    actor = actor_for(request)
    form = AskForm(request.POST or None)
    refused = None
    if request.method == "POST" and form.is_valid():
        refused = _ask(request, form)
        if refused is None:
            return redirect(f"{reverse('desk:docket:emergency')}?sent=yes")
    return show(
        request,
        "desk/docket/emergency.html",
        400 if form.is_bound else 200,
        form=form,
        refused=refused,
        was_sent="sent" in request.GET,
        waiting=team.emergencies(actor, timezone.now()),
    )


def _ask(request: HttpRequest, form: AskForm) -> Said | None:
    asked = form.cleaned_data
    try:
        team.ask_in_emergency(
            asked["reference"], asked["reason"], by=actor_for(request), at=timezone.now()
        )
    except Refused as refusal:
        return said(request, refusal, Permission.EMERGENCY_ASK)
    return None


@requires(Permission.EMERGENCY_DECIDE)
def decide(request: HttpRequest, request_id: UUID) -> HttpResponse:
    """Give or decline what another person asks for."""
    actor, at = actor_for(request), timezone.now()
    asked = team.emergency_for(actor, request_id, at=at)
    refused = None
    if request.method == "POST" and request.POST.get("answer") in ("give", "decline"):
        give = request.POST["answer"] == "give"
        try:
            team.decide_emergency(request_id, give=give, by=actor, at=at)
        except Refused as refusal:
            about = asked.matter.reference
            refused = said(request, refusal, Permission.EMERGENCY_DECIDE, about=about)
        else:
            return redirect("desk:docket:emergency")
    return show(
        request,
        "desk/docket/decide.html",
        400 if refused else 200,
        asked=asked,
        refused=refused,
        hours=EMERGENCY_HOURS,
    )
