"""The law of elections, offices, vacancies and working groups of the Subcommittee."""

from .election import ELECTION
from .officers import OFFICERS
from .vacancy import VACANCY
from .working_group import WORKING_GROUP

__all__ = ["ELECTION", "OFFICERS", "VACANCY", "WORKING_GROUP"]
