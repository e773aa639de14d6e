"""The team of a matter and who else has access to it: listed, given, ended."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.debug import sensitive_post_parameters

from amparo.access.doors import actor_for, requires
from amparo.access.permissions import Permission
from amparo.access.refusing import Said, said
from amparo.core.errors import NotVisible, Refused
from amparo.desk.docket.forms import GiveForm
from amparo.desk.docket.words import accesses_in_words
from amparo.desk.pages import show
from amparo.docket import team as actions
from amparo.docket.records import end_of


@sensitive_post_parameters()
@requires(Permission.TEAM_SEE)
def team(request: HttpRequest, reference: str) -> HttpResponse:
    """List who has access to a matter by name, and give it to another person."""
    actor, at = actor_for(request), timezone.now()
    listed = actions.accesses(reference, actor=actor, at=at)
    may_give = actions.may_give(actor, reference, at)
    form = GiveForm(request.POST or None)
    refused = None
    if request.method == "POST" and form.is_valid():
        refused = _give(request, reference, form)
        if refused is None:
            return redirect("desk:docket:team", reference)
    return show(
        request,
        "desk/docket/team.html",
        400 if form.is_bound else 200,
        reference=reference,
        accesses=accesses_in_words(listed),
        may_give=may_give,
        form=form,
        refused=refused,
    )


def _give(request: HttpRequest, reference: str, form: GiveForm) -> Said | None:
    given = form.cleaned_data
    of_team = given["kind"] == GiveForm.TEAM
    try:
        actions.give_by_code(
            reference,
            given["code"],
            given["role"],
            of_team=of_team,
            by=actor_for(request),
            at=timezone.now(),
            until=end_of(given["until"]) if given["until"] else None,
            reason=given["reason"],
        )
    except Refused as refusal:
        return said(request, refusal, Permission.ACCESS_GRANT, about=reference)
    return None


@requires(Permission.ACCESS_GRANT)
def end(request: HttpRequest, access: UUID, reference: str) -> HttpResponse:
    """End somebody's access to a matter, once that was confirmed."""
    actor, at = actor_for(request), timezone.now()
    listed = actions.accesses(reference, actor=actor, at=at)
    found = next((one for one in listed if one.id == access), None)
    if found is None or not actions.may_give(actor, reference, at):
        raise NotVisible("There is no such access.")
    if request.method == "POST":
        actions.end(reference, access, by=actor, at=at)
        # Who ends their own access may not know of the matter any more.
        if found.code == actor.name:
            return redirect("desk:docket:list")
        return redirect("desk:docket:team", reference)
    (words,) = accesses_in_words([found])
    return show(request, "desk/docket/end.html", reference=reference, access=words)
