"""Wrapped keys (in the key store) and the blind index (beside the data)."""

from .blind import BlindEntry
from .keys import WrappedKey

__all__ = ["BlindEntry", "WrappedKey"]
