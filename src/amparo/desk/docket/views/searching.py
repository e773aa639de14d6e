"""Looking for words in what is confidential. What is looked for is sent, never put in an address."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils import timezone, translation
from django.views.decorators.debug import sensitive_post_parameters

from amparo.access.doors import actor_for, requires
from amparo.access.permissions import Permission
from amparo.core.errors import Refused
from amparo.desk.docket.forms import SearchForm
from amparo.desk.docket.lines import spoken_names
from amparo.desk.pages import show
from amparo.search.inside.finding import find_inside


@sensitive_post_parameters()
@requires(Permission.MATTERS_SEE)
def search(request: HttpRequest) -> HttpResponse:
    """Find the acts in which words stand, among those that the reader may read."""
    form, found = SearchForm(request.POST or None), None
    if form.is_valid():
        try:
            found = find_inside(
                actor_for(request),
                form.cleaned_data["q"],
                spoken_names(),
                at=timezone.now(),
                page=form.number,
            )
        except Refused as refusal:
            form.add_error("q", refusal.said(translation.gettext))
    status = 400 if form.is_bound and not form.is_valid() else 200
    return show(request, "desk/docket/search.html", status, form=form, found=found)
