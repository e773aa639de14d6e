"""Looking for a person by name. The name is sent, never put in an address."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.debug import sensitive_post_parameters

from amparo.access.doors import actor_for, requires
from amparo.access.permissions import Permission
from amparo.desk.docket.forms import NameForm
from amparo.desk.docket.rows import Rows
from amparo.desk.pages import show
from amparo.docket.listing import names_searched


@sensitive_post_parameters()
@requires(Permission.NAMES_SEARCH)
def names(request: HttpRequest) -> HttpResponse:
    """Find the matters in which a person is named; answers nothing but matters."""
    form, at = NameForm(request.POST or None), timezone.now()
    found = None
    if form.is_valid():
        asked = form.cleaned_data
        listed = names_searched(actor_for(request), asked["name"], at=at, words=asked["words"])
        found = Rows(at.date()).of(listed)
    status = 400 if form.is_bound and not form.is_valid() else 200
    return show(request, "desk/docket/names.html", status, form=form, rows=found)
