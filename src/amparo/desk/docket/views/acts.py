"""Entering acts at the desk: the pages are those of `acting`, framed by the desk."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.debug import sensitive_post_parameters

from amparo.access.doors import requires
from amparo.access.permissions import Permission
from amparo.acting import entering
from amparo.acting.keeping import keeps_what_was_typed
from amparo.desk.pages import show

AT_THE_DESK = entering.Face(
    frame="desk/base.html",
    show=show,
    docket="desk:docket:matter",
    open_with="desk:docket:open_with",
)


@requires(Permission.ACTS_ENTER)
def choose(request: HttpRequest) -> HttpResponse:
    """Offer the acts with which the reader may open a docket."""
    return entering.choose(request, AT_THE_DESK)


@sensitive_post_parameters()
@keeps_what_was_typed(AT_THE_DESK)
@requires(Permission.ACTS_ENTER)
def open_with(request: HttpRequest, procedure: str, act: str) -> HttpResponse:
    """Open a docket with its first act."""
    return entering.open_with(request, AT_THE_DESK, procedure, act)


@sensitive_post_parameters()
@keeps_what_was_typed(AT_THE_DESK)
@requires(Permission.ACTS_ENTER)
def enter(request: HttpRequest, act: str, reference: str) -> HttpResponse:
    """Enter an act into a docket."""
    return entering.enter(request, AT_THE_DESK, reference, act)


@sensitive_post_parameters()
@keeps_what_was_typed(AT_THE_DESK)
@requires(Permission.ACTS_ENTER)
def rectify(request: HttpRequest, number: int, reference: str) -> HttpResponse:
    """Enter an act in the place of another of its kind."""
    return entering.rectify(request, AT_THE_DESK, reference, number)


@sensitive_post_parameters()
@keeps_what_was_typed(AT_THE_DESK)
@requires(Permission.ACTS_ENTER)
def strike(request: HttpRequest, number: int, reference: str) -> HttpResponse:
    """Take an act back."""
    return entering.strike(request, AT_THE_DESK, reference, number)
