"""A refusal is shown in the form it was made with, and leaves its line."""

from __future__ import annotations

from django.forms import Form
from django.http import HttpRequest
from django.utils.translation import gettext as _

from amparo.access.permissions import Permission
from amparo.access.refusing import said
from amparo.core.errors import Refused


def add_refusal(request: HttpRequest, form: Form, refusal: Refused, *, about: str = "") -> None:
    """Show what was refused in the form, by which rule, and leave a line of it."""
    shown = said(request, refusal, Permission.ACCOUNTS_MANAGE, about=about)
    rule = _("Rule: {rule}.").format(rule=shown.rule) if shown.rule else ""
    form.add_error(None, f"{shown.sentence} {rule}".strip())
