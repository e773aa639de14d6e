"""Who may open, enter, rectify and strike what: asked by pages before they offer it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from amparo.access.permissions import ROLES, Actor, Permission, Post, Reach
from amparo.access.rules.need_to_know import from_inside, is_apart, is_outsider

from .entries import NOTHING
from .models import Matter
from .procedure import PROCEDURES, STRUCK, ActType, Kind, Procedure
from .reading import Reader, SeenAct, SeenDocket


@dataclass(frozen=True, slots=True)
class Opening:
    """A procedure, and the acts with which somebody may open a docket of it."""

    procedure: Procedure
    acts: tuple[ActType, ...]


def openings_for(actor: Actor) -> list[Opening]:
    """
    Return the procedures of which this actor may open dockets, each with the acts that do so.

    Whether they may for one State is asked once it is said: when the act is entered.
    """
    if is_apart(actor):
        return []
    found = [
        Opening(one, tuple(act for act in one.next_acts(NOTHING) if _may_open(actor, one, act)))
        for one in PROCEDURES.values()
    ]
    return [one for one in found if one.acts]


def references_before(actor: Actor, procedure: Procedure, at: datetime, *, limit: int) -> list[str]:
    """Return the references of the dockets opened last of which this actor may know from inside."""
    found = Matter.objects.visible_to(from_inside(actor), at).filter(procedure=procedure.name)
    return list(found.order_by("-pk").values_list("reference", flat=True)[:limit])


def may_enter(reader: Reader, matter: Matter, act: ActType) -> bool:
    """Test whether this reader may enter such an act, whether or not it may follow now."""
    return (
        matter.disposed_on is None
        and reader.may(Permission.ACTS_ENTER)
        and not reader.roles.isdisjoint(act.by)
    )


def may_rectify(docket: SeenDocket, act: SeenAct) -> bool:
    """Test whether the reader of a docket may put another act in the place of this one."""
    return act.counts and has_right_to_rectify(docket, act)


def may_strike(docket: SeenDocket, act: SeenAct) -> bool:
    """Test whether the reader of a docket may take this act back."""
    return act.counts and has_right_to_strike(docket, act)


def has_right_to_rectify(docket: SeenDocket, act: SeenAct) -> bool:
    """Test whether such an act is the reader's to rectify, whether or not it still counts."""
    kind = _kind(docket, act)
    return kind is not None and _may_replace(docket, act, kind)


def has_right_to_strike(docket: SeenDocket, act: SeenAct) -> bool:
    """Test whether such an act is the reader's to take back, whether or not it still counts."""
    return _kind(docket, act) is not None and _may_replace(docket, act, STRUCK)


def _kind(docket: SeenDocket, act: SeenAct) -> ActType | None:
    """Return what an act is in its procedure; None for those that are in every procedure."""
    return next((one for one in docket.procedure.acts if one.name == act.kind), None)


def _may_replace(docket: SeenDocket, act: SeenAct, by: ActType) -> bool:
    reader = docket.reader
    return (
        docket.disposed_on is None
        and reader.may(Permission.ACTS_ENTER)
        and not reader.roles.isdisjoint(by.by)
        and (not is_outsider(reader.roles) or act.by == reader.actor.name)
    )


def _may_open(actor: Actor, procedure: Procedure, act: ActType) -> bool:
    # A docket that is not there yet holds no file that its first act could name.
    if any(one.kind is Kind.FILE and one.required for one in act.fields):
        return False
    return any(_opens(post, procedure, act) for post in actor.posts)


def _opens(post: Post, procedure: Procedure, act: ActType) -> bool:
    terms = ROLES[post.role]
    if post.role not in act.by or Permission.ACTS_ENTER not in terms.may:
        return False
    if terms.procedures and procedure.name not in terms.procedures:
        return False
    if post.body and not procedure.body_field and post.body != procedure.body:
        return False
    if terms.reach is Reach.STATE:
        return any(share.role is post.role for share in act.shared_with)
    return terms.reach is Reach.BODY
