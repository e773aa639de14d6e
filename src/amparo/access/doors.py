"""
The doors of the inside: who may open a view.

Nobody signed in is sent to sign in; somebody without the permission, or at the face of others, is
told what a page that is not there tells. What may be seen of single matters is asked of
`docket.reading`.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone

from amparo.audit.faces import at_face
from amparo.core.errors import NotVisible, Refused

from . import actions
from .accounts.second_factor import SET_UP_PAGE, lacks_second_factor
from .models import User
from .permissions import NOBODY, ROLES, Actor, Permission
from .queries import actor_of

View = Callable[..., Any]
_FACES = {"desk": "desk", "mission": "mission", "account": "entrance"}
# Whom a face is for: outsiders, or those of the body.
FOR_OUTSIDERS = {"desk": False, "mission": True}


def requires(*permissions: Permission) -> Callable[[View], View]:
    """
    Open a view to those who hold a permission, with a second factor where their role asks for it.

    Of several permissions, one is enough. The desk is for those of the body and the mission face
    for outsiders: there, only their posts count.

    The view finds who acts in `request.actor`.
    """

    def closed(view: View) -> View:
        @wraps(view)
        def door(request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
            if not request.user.is_authenticated:
                return redirect_to_login(request.get_full_path())
            actor = actor_for(request)
            as_outsider = _is_for_outsiders(request)
            if not any(actor.may(one, as_outsider=as_outsider) for one in permissions):
                raise NotVisible("Not open to this person.")
            if lacks_second_factor(request.user, actor):
                return redirect(SET_UP_PAGE)
            return view(request, *args, **kwargs)

        door.requires = permissions  # type: ignore[attr-defined]
        return door

    return closed


def actor_for(request: HttpRequest) -> Actor:
    """Return who acts in a request; the same for the whole of it."""
    known: Actor | None = getattr(request, "actor", None)
    if known is None:
        user = request.user
        known = actor_of(user, timezone.now()) if isinstance(user, User) else NOBODY
        request.actor = known  # type: ignore[attr-defined]
    return known


class FaceMiddleware:
    """Says to the trail at which face things happen, and leaves a line of each refusal there."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        with at_face(_face_of(request.path)):
            return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> None:
        """Leave a line when somebody who is signed in was refused; the answer is made elsewhere."""
        if isinstance(error, Refused | NotVisible) and _is_signed_in(request):
            match = request.resolver_match
            door = match.view_name if match else ""
            about = error.about if isinstance(error, NotVisible) else ""
            actions.record_refusal(actor_for(request), door, about=about)


def faces_of(actor: Actor) -> list[str]:
    """Return the faces of this process that are for such an actor, the desk first."""
    held = {ROLES[role].outsider for role in actor.roles}
    return [
        face
        for face, outsiders in FOR_OUTSIDERS.items()
        if outsiders in held and face in settings.FACES
    ]


def home_of(user: User) -> str:
    """Return the address where somebody begins: the face that is theirs, or their own account."""
    faces = faces_of(actor_of(user, timezone.now()))
    return reverse(f"{faces[0]}:home" if faces else settings.LOGIN_REDIRECT_URL)


def _is_for_outsiders(request: HttpRequest) -> bool | None:
    """Test whether the face of this view is for outsiders; None where it is for neither alone."""
    names = request.resolver_match.namespaces if request.resolver_match else []
    return FOR_OUTSIDERS.get(names[0]) if names else None


def _is_signed_in(request: HttpRequest) -> bool:
    user = getattr(request, "user", None)
    return user is not None and user.is_authenticated


def _face_of(path: str) -> str:
    parts = [part for part in path.split("/") if part][:2]
    return next((_FACES[part] for part in parts if part in _FACES), "public")
