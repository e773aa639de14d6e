"""Wrapped keys (in the key store), the blind index and the files (beside the data)."""

from .blind import BlindEntry
from .keys import WrappedKey

# isort: split
# A file's name is sealed, and sealing needs the key store's table: in this order, or not at all.
from .files import File

__all__ = ["BlindEntry", "File", "WrappedKey"]
