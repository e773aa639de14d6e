"""The law of the Special Fund: contributions, grant rounds, grants."""

from .contribution import CONTRIBUTION
from .grant import GRANT
from .grant_round import GRANT_ROUND

__all__ = ["CONTRIBUTION", "GRANT", "GRANT_ROUND"]
