"""Who may open a view: here, the door that is open to everyone."""

from collections.abc import Callable
from typing import Any, TypeVar

View = TypeVar("View", bound=Callable[..., Any])


def open_to_public(view: View) -> View:
    """
    Mark a view as one that anybody may open; it reads published records only.

    A view without a mark of this kind fails a house test.
    """
    view.open_to_public = True  # type: ignore[attr-defined]
    return view
