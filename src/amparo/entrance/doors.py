"""The doors of the entrance: open to everyone who comes in, or to a person about their own account."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import TYPE_CHECKING, Any

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.cache import add_never_cache_headers
from django.utils.functional import SimpleLazyObject
from django.utils.http import urlencode

from amparo.access.accounts.second_factor import SET_UP_PAGE, lacks_second_factor
from amparo.access.accounts.signing_in import confirmed_lately
from amparo.access.doors import actor_for
from amparo.audit.faces import at_face
from amparo.core.doors import open_to_anyone

from .going_on import Way, ways_of

if TYPE_CHECKING:
    from amparo.access.models import User


class AccountRequest(HttpRequest):
    """A request of somebody who is signed in, as the pages behind `open_to_account` get it."""

    user: User
    ways: list[Way]


View = Callable[..., HttpResponse]
FACE = "entrance"


def at_the_door(view: View) -> View:
    """Open a page of signing in to everyone; no cache keeps it."""

    @wraps(view)
    def door(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        request.ways = SimpleLazyObject(lambda: ways_of(request))  # type: ignore[attr-defined]
        with at_face(FACE):
            return unkept(view(request, *args, **kwargs))

    return open_to_anyone(door)


def open_to_account(view: View) -> View:
    """
    Open a page to anyone signed in, about their own account.

    Whoever must have a second factor and has none is sent to set one up, unless that is what the
    page is for (`while_setting_up`).
    """

    @wraps(view)
    def door(request: AccountRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        if not getattr(view, "while_setting_up", False) and _lacks_factor(request):
            return redirect(SET_UP_PAGE)
        request.ways = SimpleLazyObject(lambda: ways_of(request))  # type: ignore[assignment]
        with at_face(FACE):
            return unkept(view(request, *args, **kwargs))

    door.open_to_account = True  # type: ignore[attr-defined]
    return door


def _lacks_factor(request: AccountRequest) -> bool:
    return lacks_second_factor(request.user, actor_for(request))


def while_setting_up(view: View) -> View:
    """Mark a page that is needed to set up a second factor."""
    view.while_setting_up = True  # type: ignore[attr-defined]
    return view


def confirmed(view: View) -> View:
    """Ask somebody who has been signed in for a while to prove again who they are."""

    @wraps(view)
    def door(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not confirmed_lately(request):
            then = urlencode({"next": request.path})
            return redirect(f"{reverse('entrance:confirm')}?{then}")
        return view(request, *args, **kwargs)

    return door


def unkept(response: HttpResponse) -> HttpResponse:
    """Return an answer that no cache keeps."""
    add_never_cache_headers(response)
    return response
