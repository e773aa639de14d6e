"""The key that people outside seal for, made with an installation and never in place of a lost one."""

from __future__ import annotations

from collections.abc import Callable

from amparo.following import opening

from .backing_up import awaiting_keys


def make_ready(say: Callable[[str], object]) -> None:
    """Put the public half where the public face finds it, unless the keys are yet to be brought back."""
    if not awaiting_keys.are_awaited():
        opening.write_public_key(say)
