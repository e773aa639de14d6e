"""The law of elections, offices, vacancies and working groups of the Subcommittee."""

from .election import ELECTION
from .officers import OFFICERS
from .organ import ORGAN
from .vacancy import VACANCY

__all__ = ["ELECTION", "OFFICERS", "ORGAN", "VACANCY"]
