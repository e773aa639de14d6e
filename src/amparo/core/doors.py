"""Who may open a view: here, the doors that are open to everyone."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar, cast

from .stores import at_public_store

View = TypeVar("View", bound=Callable[..., Any])


def open_to_public(view: View) -> View:
    """
    Mark a view as one that anybody may open, and that reads the public store and nothing else.

    A view without a mark of this kind fails a house test.
    """

    @wraps(view)
    def door(*args: Any, **kwargs: Any) -> Any:
        with at_public_store():
            return view(*args, **kwargs)

    door.open_to_public = True  # type: ignore[attr-defined]
    return cast(View, door)


def open_to_anyone(view: View) -> View:
    """Mark a view as one that anybody may open before they sign in; it shows no record at all."""
    view.open_to_anyone = True  # type: ignore[attr-defined]
    return view


def made_of(besides: Callable[[], str], *, has_forms: bool = False) -> Callable[[View], View]:
    """
    Say what a public page is made of besides the public store, so that it is known to be unchanged.

    `besides` returns a short text that differs when the page does; with `has_forms` the page also
    depends on what kinds of answer the reader accepts. Stands above `open_to_public`.
    """

    def mark(view: View) -> View:
        view.made_of, view.has_forms = besides, has_forms  # type: ignore[attr-defined]
        return view

    return mark
