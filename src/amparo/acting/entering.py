"""The pages on which acts are entered, rectified and struck, at whichever face."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse

from amparo.core.errors import NotVisible


@dataclass(frozen=True, slots=True)
class Face:
    """
    How a face frames these pages, and the addresses it has for them.

    `frame` is the template they extend; `show` renders one (`show(request, template, status, …)`);
    `docket` is the name of the page of a docket, `open_with` of that which opens one, if it has any.
    """

    frame: str
    show: Callable[..., HttpResponse]
    docket: str
    open_with: str = ""


def choose(request: HttpRequest, face: Face) -> HttpResponse:
    """Offer the acts with which this person may open a docket."""
    raise NotVisible


def open_with(request: HttpRequest, face: Face, procedure: str, act: str) -> HttpResponse:
    """Open a docket with its first act."""
    raise NotVisible


def enter(request: HttpRequest, face: Face, reference: str, act: str) -> HttpResponse:
    """Enter an act into a docket."""
    raise NotVisible


def rectify(request: HttpRequest, face: Face, reference: str, number: int) -> HttpResponse:
    """Enter an act in the place of another of its kind."""
    raise NotVisible


def strike(request: HttpRequest, face: Face, reference: str, number: int) -> HttpResponse:
    """Take an act back."""
    raise NotVisible
