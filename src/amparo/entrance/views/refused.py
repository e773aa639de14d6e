"""What is said of a form that did not come from a page of this site."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from amparo.acting.keeping import shown_again


def form_not_ours(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Refuse a form without the mark of this site (CSRF); a form of acts comes back filled."""
    again = shown_again(request)
    if again is not None:
        return again
    words = {
        "title": _("This was not done"),
        "sentence": _("The form did not come from a page of this site, or the page was too old."),
        "rule": "",
        "instead": _("Open the page again and send the form from there."),
    }
    return render(request, "core/refused.html", words, status=403)
