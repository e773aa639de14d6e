"""How many States make a quorum, elect a member, or block a replacement."""

from collections.abc import Mapping

from amparo.core.errors import Refused
from amparo.core.words import gettext_noop as _


def quorum(parties: int) -> int:
    """Return how many States parties must be present: two thirds. Source: OPCAT-7-1."""
    return -(-2 * parties // 3)


def majority(voting: int) -> int:
    """
    Return the absolute majority of the States present and voting.

    Absences, abstentions and invalid ballots are not counted among them. Source: OPCAT-7-1.
    """
    return voting // 2 + 1


def elected(votes: Mapping[str, int], seats: int, voting: int) -> list[str]:
    """
    Return who is elected in one ballot: the largest numbers of votes, each an absolute majority.

    Fewer than `seats` where too few have the majority; a further ballot then fills the rest.

    :raises Refused: if equal votes leave open who takes the last seat. Source: OPCAT-7-1.
    """
    enough = majority(voting)
    eligible = sorted((name for name in votes if votes[name] >= enough), key=lambda n: -votes[n])
    if 0 < seats < len(eligible) and votes[eligible[seats - 1]] == votes[eligible[seats]]:
        raise Refused(
            _("Equal votes leave it open who is elected: another ballot is needed."),
            rule="OPCAT-7-1",
        )
    return eligible[:seats]


def objections_that_block(parties: int) -> int:
    """Return how many negative responses block a replacement: half or more. Source: OPCAT-8-1."""
    return -(-parties // 2)


def is_blocked(objections: int, parties: int) -> bool:
    """Test whether half or more of the States parties responded negatively. Source: OPCAT-8-1."""
    return objections >= objections_that_block(parties)
