"""A thin client of the open API: `Amparo(address)` iterates over everything public."""

from .client import Amparo
from .errors import AmparoError, NotFound, NotThere, Refused

__all__ = ["Amparo", "AmparoError", "NotFound", "NotThere", "Refused"]
