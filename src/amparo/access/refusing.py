"""A refusal is said on the page it was met on, and leaves a line in the trail."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest
from django.utils.translation import gettext as _

from amparo.core.errors import Refused

from .actions import record_refusal
from .doors import actor_for
from .permissions import Permission


@dataclass(frozen=True, slots=True)
class Said:
    """A refusal in the reader's language, and the rule that stands in the way, if there is one."""

    sentence: str
    rule: str


def said(
    request: HttpRequest, refusal: Refused, permission: Permission, *, about: str = ""
) -> Said:
    """Return what a page says of a refusal, and leave a line of it."""
    match = request.resolver_match
    door = match.view_name if match else ""
    record_refusal(actor_for(request), door, about=about, permission=permission)
    return Said(refusal.said(_), refusal.rule)
