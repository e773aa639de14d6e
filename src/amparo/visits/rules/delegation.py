"""Who may be in a delegation."""

from collections.abc import Iterable, Sequence

from amparo.core.errors import Refused
from amparo.core.words import gettext_noop as _

FEWEST_MEMBERS = 2


def check_delegation(
    state: str, nationalities: Sequence[str], nominated_by: Iterable[str] = ()
) -> None:
    """
    Raise `Refused` unless these members may visit the State.

    At least two members go; none is a national of the State, and none was nominated by it.

    Source: SPT-VIS-4, OPCAT-13-3.
    """
    if len(nationalities) < FEWEST_MEMBERS:
        raise Refused(
            _("A delegation has at least {count} members."),
            rule="OPCAT-13-3",
            count=FEWEST_MEMBERS,
        )
    if state in nationalities:
        raise Refused(
            _("No member of the delegation may be a national of the State visited."),
            rule="SPT-VIS-4",
        )
    if state in set(nominated_by):
        raise Refused(
            _("No member of the delegation may have been nominated by the State visited."),
            rule="SPT-VIS-4",
        )
