"""
The pages on which acts are entered, rectified and struck, at whichever face.

What may be entered, and by whom, is asked of `docket`; what is refused is said on the form, with
all that was typed still there.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from amparo.access.doors import actor_for
from amparo.access.permissions import Actor, Permission
from amparo.access.rules.need_to_know import is_within
from amparo.core.errors import NotVisible
from amparo.docket import actions, reading
from amparo.docket.entitlement import (
    has_right_to_rectify,
    has_right_to_strike,
    may_enter,
    openings_for,
    references_before,
)
from amparo.docket.entries import Fields, Precision
from amparo.docket.models import Act, Matter
from amparo.docket.procedure import ActType, Kind, Procedure, procedure_named
from amparo.docket.queries import opened_entries_of
from amparo.docket.reading import Reader, SeenAct, SeenDocket

from .controls import Offered
from .faces import Face
from .files import files_to_choose_from, take_in
from .forms import ActForm, OpeningForm, RectifyForm, StrikeForm, as_filled
from .pages import entered, show_act, show_strike, spoken_names
from .references import next_reference
from .sent import Sent

__all__ = ["Face", "choose", "enter", "open_with", "rectify", "strike"]

LOOKED_AT = 50  # dockets, for the reference of the next one


def choose(request: HttpRequest, face: Face) -> HttpResponse:
    """Offer the acts with which this person may open a docket."""
    return face.show(
        request,
        "acting/choose.html",
        frame=face.frame,
        openings=openings_for(actor_for(request)),
        open_with=face.open_with,
    )


def open_with(request: HttpRequest, face: Face, procedure: str, act: str) -> HttpResponse:
    """Open a docket with its first act."""
    actor, at = actor_for(request), timezone.now()
    law, kind = _opening(actor, procedure, act)
    sent = Sent.of(request)
    form = OpeningForm(
        sent.data,
        act=kind,
        offered=Offered(spoken_names()),
        today=at.date(),
        without=[one.name for one in kind.fields if one.kind is Kind.FILE],
        initial={"reference": _next_reference(actor, law, at)},
    )

    def opened(given: dict[str, Any]) -> Matter:
        return actions.open_docket(
            law,
            given["reference"],
            form.content(),
            on=given["on"],
            by=actor,
            precision=Precision(given["precision"]),
            source=given["source"],
            at=at,
            token=given["token"],
        )

    matter = sent.attempt(form, opened)
    if matter is not None:
        return entered(face, matter.reference, 1)
    return show_act(request, face, form, sent, procedure=law)


def enter(request: HttpRequest, face: Face, reference: str, act: str) -> HttpResponse:
    """Enter an act into a docket."""
    actor, at = actor_for(request), timezone.now()
    matter, reader = reading.matter_for(actor, reference, at)
    kind = next((one for one in procedure_named(matter.procedure).acts if one.name == act), None)
    if kind is None or not may_enter(reader, matter, kind):
        raise NotVisible("There is no such act for this person.", about=reference)
    if request.method != "POST" and matter.status not in kind.after:
        # Somebody else was quicker: the docket says what it needs now.
        return redirect(face.docket, reference)
    sent = Sent.of(request)
    form = ActForm(sent.data, sent.files, **_options(actor, matter, reader, kind, at))
    done = sent.attempt(form, lambda _given: _enter(matter, form, actor, at))
    if done is not None:
        return entered(face, reference, done.number)
    docket = reading.docket_for(actor, reference, at=at)
    return show_act(request, face, form, sent, procedure=docket.procedure, docket=docket)


def rectify(request: HttpRequest, face: Face, reference: str, number: int) -> HttpResponse:
    """Enter an act in the place of another of its kind, from a form filled with what that one says."""
    actor, at = actor_for(request), timezone.now()
    docket, act = _to_replace(actor, reference, number, has_right_to_rectify, at)
    if request.method != "POST" and not act.counts:
        return redirect(face.docket, reference)
    matter, reader = reading.matter_for(actor, reference, at)
    kind = docket.procedure.act(act.kind)
    entry = opened_entries_of(matter)[number - 1]
    # What the reader may not read of it stays as it is.
    hidden = {one.name for one in kind.fields if not is_within(one.confidentiality, reader.level)}
    kept = {name: value for name, value in entry.fields.items() if name in hidden}
    sent = Sent.of(request)
    form = RectifyForm(
        sent.data,
        sent.files,
        **_options(actor, matter, reader, kind, at),
        without=hidden,
        initial=as_filled(entry, kind, hidden),
    )
    done = sent.attempt(
        form,
        lambda given: _enter(
            matter, form, actor, at, kept=kept, rectifies=number, reason=given["reason"]
        ),
    )
    if done is not None:
        return entered(face, reference, done.number)
    return show_act(
        request, face, form, sent, procedure=docket.procedure, docket=docket, rectified=act
    )


def strike(request: HttpRequest, face: Face, reference: str, number: int) -> HttpResponse:
    """Take an act back, once it was said why."""
    actor, at = actor_for(request), timezone.now()
    docket, act = _to_replace(actor, reference, number, has_right_to_strike, at)
    if request.method != "POST" and not act.counts:
        return redirect(face.docket, reference)
    matter, _reader = reading.matter_for(actor, reference, at)
    sent = Sent.of(request)
    form = StrikeForm(sent.data)

    def struck(given: dict[str, Any]) -> Act:
        return actions.strike(
            matter,
            number,
            reason=given["reason"],
            by=actor,
            on=at.date(),
            token=given["token"],
            seen=given["seen"],
        )

    done = sent.attempt(form, struck)
    if done is not None:
        return entered(face, reference, done.number)
    return show_strike(request, face, form, sent, docket=docket, act=act)


def _enter(
    matter: Matter,
    form: ActForm,
    actor: Actor,
    at: datetime,
    *,
    kept: Fields | None = None,
    rectifies: int | None = None,
    reason: str = "",
) -> Act:
    """Enter the act that was typed, once the files sent with it are in the matter."""
    given = form.cleaned_data
    before = actions.entered_with(given["token"], matter, actor)
    take_in(form, matter, before, by=actor, at=at)
    return actions.enter(
        matter,
        form.content(kept),
        on=given["on"],
        by=actor,
        precision=Precision(given["precision"]),
        source=given["source"],
        rectifies=rectifies,
        reason=reason,
        at=at,
        token=given["token"],
        seen=given["seen"],
    )


def _options(
    actor: Actor, matter: Matter, reader: Reader, kind: ActType, at: datetime
) -> dict[str, Any]:
    """Return what the form of an act is made of, beside what is typed into it."""
    return {
        "act": kind,
        "offered": Offered(spoken_names(), files_to_choose_from(actor, matter, reader, kind, at)),
        "today": at.date(),
        "adds_files": reader.may(Permission.FILES_ADD),
    }


def _opening(actor: Actor, procedure: str, act: str) -> tuple[Procedure, ActType]:
    """Return a procedure and an act that opens it. :raises NotVisible: if not for this person."""
    for one in openings_for(actor):
        for kind in one.acts:
            if (one.procedure.name, kind.name) == (procedure, act):
                return one.procedure, kind
    raise NotVisible("There is no such docket to open for this person.")


def _next_reference(actor: Actor, procedure: Procedure, at: datetime) -> str:
    return next_reference(references_before(actor, procedure, at, limit=LOOKED_AT), at.year)


def _to_replace(
    actor: Actor,
    reference: str,
    number: int,
    has_right: Callable[[SeenDocket, SeenAct], bool],
    at: datetime,
) -> tuple[SeenDocket, SeenAct]:
    """Return an act and its docket. :raises NotVisible: if it is not this person's to replace."""
    docket = reading.docket_for(actor, reference, at=at)
    act = next((one for one in docket.acts if one.number == number), None)
    if act is None or not has_right(docket, act):
        raise NotVisible("There is no such act for this person.", about=reference)
    return docket, act
