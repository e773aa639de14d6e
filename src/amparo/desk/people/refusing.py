"""A refusal is shown in the form it was made with, and leaves its line."""

from __future__ import annotations

from django.forms import Form
from django.http import HttpRequest
from django.utils.translation import gettext as _

from amparo.access.actions import record_refusal
from amparo.access.doors import actor_for
from amparo.access.permissions import Permission
from amparo.core.errors import Refused


def add_refusal(request: HttpRequest, form: Form, refusal: Refused, *, about: str = "") -> None:
    """Show what was refused in the form, by which rule, and leave a line of it."""
    sentence = refusal.said(_)
    if refusal.rule:
        sentence = f"{sentence} {_('Rule: {rule}.').format(rule=refusal.rule)}"
    form.add_error(None, sentence)
    match = request.resolver_match
    record_refusal(
        actor_for(request),
        match.view_name if match else "",
        about=about,
        permission=Permission.ACCOUNTS_MANAGE,
    )
