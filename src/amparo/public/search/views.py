"""Search: the results of a question, and what they can be narrowed by."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from amparo.core.doors import made_of, open_to_public
from amparo.core.errors import Refused
from amparo.core.pages import here
from amparo.search import finding

from . import results
from .asked import ORDERS, Typed, question_in, state_of_index, typed_in
from .words import names


@made_of(state_of_index)
@open_to_public
def search(request: HttpRequest) -> HttpResponse:
    """Show what was found, or why the question cannot be answered, with what was typed."""
    typed = typed_in(request)
    try:
        question = question_in(request, typed)
        found = finding.find(question)
    except Refused as refusal:
        return _refused(request, typed, refusal)
    called = names(found.generation, get_language() or "en")
    return render(
        request,
        "public/search/search.html",
        {
            **_form(typed),
            "found": found,
            "refusal": "",
            "results": results.results_of(found, called, here("/")[:-1]),
            "choices": tuple(results.choices_of(found, typed, called)),
            "undone": tuple(results.undone(typed, called)),
            "pages": results.pages_of(question, found, typed),
        },
    )


def _form(typed: Typed) -> dict[str, object]:
    return {
        "typed": typed,
        "kept": typed.address(),
        "bare": typed.bare,
        # Both stand before every link of a kind, and are looked up once.
        "start": here("/")[:-1],
        "values": here("/topics/"),
        "orders": ORDERS,
        "forms": results.FORMS,
    }


def _refused(request: HttpRequest, typed: Typed, refusal: Refused) -> HttpResponse:
    beside: dict[str, object] = {
        **_form(typed),
        "found": None,
        "refusal": refusal.said(_),
        "undone": (),
        "choices": (),
    }
    # Nobody who asked nothing is told that they asked wrongly.
    status = 400 if typed.address() else 200
    return render(request, "public/search/search.html", beside, status=status)
