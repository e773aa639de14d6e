"""What a face gives to the pages of acts."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.http import HttpResponse


@dataclass(frozen=True, slots=True)
class Face:
    """
    How a face frames the pages of acts, and the addresses it has for them.

    `frame` is the template they extend; `show` renders one (`show(request, template, status, …)`);
    `docket` is the name of the page of a docket, `open_with` of that which opens one, if it has any.
    """

    frame: str
    show: Callable[..., HttpResponse]
    docket: str
    open_with: str = ""
