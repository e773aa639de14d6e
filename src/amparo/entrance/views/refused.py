"""What is said of a form that did not come from a page of this site."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _


def form_not_ours(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Refuse a form without the mark of this site (CSRF)."""
    words = {
        "title": _("This was not done"),
        "sentence": _("The form did not come from a page of this site, or the page was too old."),
        "rule": "",
        "instead": _("Open the page again and send the form from there."),
    }
    return render(request, "core/refused.html", words, status=403)
