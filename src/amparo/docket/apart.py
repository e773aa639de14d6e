"""Four eyes: acts that are entered by another person than the one who entered the act before. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from amparo.core.errors import Refused
from amparo.core.words import gettext_noop as _

from .entries import Entry
from .folding import in_force
from .procedure import ActType, Procedure


def check_apart(procedure: Procedure, entries: Sequence[Entry], entry: Entry) -> None:
    """
    Raise `Refused` where one person would do both what two are to do.

    That is: if the latest act in force of those from which this one stands apart was entered by the
    same person; or if this act replaces one of those, and the same person entered what stands
    apart from it.
    """
    act = procedure.act(entry.kind)
    left = [one for one in in_force(entries) if one.number != entry.rectifies]
    before = _latest(left, act.apart_from)
    if before is not None and before.by == entry.by:
        raise _refused(act, procedure.act(before.kind))
    if entry.rectifies is None:
        return
    for other in procedure.acts:
        after = _latest(left, (other.name,)) if act.name in other.apart_from else None
        if after is not None and after.by == entry.by:
            raise _refused(other, act)


def _latest(entries: Sequence[Entry], kinds: Sequence[str]) -> Entry | None:
    found = [one for one in entries if one.kind in kinds]
    return max(found, key=lambda one: one.number, default=None)


def _refused(act: ActType, other: ActType) -> Refused:
    return Refused(
        _('The act "{act}" is entered by another person than the one who entered "{other}".'),
        rule=act.rule,
        act=act.title,
        other=other.title,
    )
