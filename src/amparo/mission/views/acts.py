"""Entering acts from outside: the pages are those of `acting`, framed by this face."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.debug import sensitive_post_parameters

from amparo.access.doors import actor_for, requires
from amparo.access.permissions import Permission
from amparo.acting import entering
from amparo.acting.keeping import keeps_what_was_typed
from amparo.docket.sharing import shared_matter_for
from amparo.mission.pages import show

AT_THE_MISSION = entering.Face(frame="mission/base.html", show=show, docket="mission:matter")


@sensitive_post_parameters()
@keeps_what_was_typed(AT_THE_MISSION)
@requires(Permission.ACTS_ENTER)
def enter(request: HttpRequest, act: str, reference: str) -> HttpResponse:
    """Enter an act into a docket that is shared with the reader."""
    shared_matter_for(actor_for(request), reference, timezone.now())
    return entering.enter(request, AT_THE_MISSION, reference, act)


@sensitive_post_parameters()
@keeps_what_was_typed(AT_THE_MISSION)
@requires(Permission.ACTS_ENTER)
def rectify(request: HttpRequest, number: int, reference: str) -> HttpResponse:
    """Enter an act in the place of one that the reader entered."""
    shared_matter_for(actor_for(request), reference, timezone.now())
    return entering.rectify(request, AT_THE_MISSION, reference, number)
