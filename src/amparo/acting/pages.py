"""The pages of acts, as they are shown: each with what its template prints."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django import forms
from django.forms.boundfield import BoundField
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from amparo.docket.actions import EnteredMeanwhile
from amparo.docket.procedure import Kind, Procedure
from amparo.docket.reading import SeenAct, SeenDocket
from amparo.docket.wording import field_in_words, title_in_words
from amparo.registry.queries import state_names

from .faces import Face
from .forms import NEW, SAYS, ActForm, Marked, StrikeForm
from .sent import Sent, told
from .words import Mark, outlook


class SeeOther(HttpResponseRedirect):
    """Leads on to another page, which is asked for anew."""

    status_code = 303


@dataclass(frozen=True, slots=True)
class Shown:
    """One field of an act on its form: where it is filled in, and who will read it."""

    bound: BoundField
    mark: Mark
    required: bool
    new: BoundField | None = None


def spoken_names() -> dict[str, str]:
    """Return the names of the States in the language being spoken."""
    return state_names(get_language() or "en")


def entered(face: Face, reference: str, number: int) -> HttpResponse:
    """Lead on to the act in its docket; that it was entered, the address says by its number."""
    address = reverse(face.docket, kwargs={"reference": reference})
    return SeeOther(f"{address}?entered={number}#act-{number}")


def show_act(
    request: HttpRequest,
    face: Face,
    form: ActForm,
    sent: Sent,
    *,
    procedure: Procedure,
    docket: SeenDocket | None = None,
    rectified: SeenAct | None = None,
) -> HttpResponse:
    """Return the form of an act."""
    refused = _refused(request, form, sent, docket)
    shown = list(_shown(form, procedure))
    _put_the_reader_at_the_first(form)
    return face.show(
        request,
        "acting/act.html",
        sent.status,
        **_framed(face, docket),
        form=form,
        act=form.act,
        procedure=procedure,
        fields=[one for one in shown if one.new is None],
        files=[one for one in shown if one.new is not None],
        outlook=outlook(procedure, form.act, docket.facts if docket else {}),
        rectified=rectified,
        refused=refused,
        is_old=sent.is_old,
        had_files=bool(sent.files) and refused is None,
    )


def show_strike(
    request: HttpRequest,
    face: Face,
    form: StrikeForm,
    sent: Sent,
    *,
    docket: SeenDocket,
    act: SeenAct,
) -> HttpResponse:
    """Return the page that asks why an act is taken back."""
    refused = _refused(request, form, sent, docket)
    _put_the_reader_at_the_first(form)
    names = spoken_names()
    says = [
        (_(act.labels.get(name, name)), words)
        for name, value in act.fields.items()
        if (words := field_in_words(docket.procedure.name, act.kind, name, value, names))
    ]
    return face.show(
        request,
        "acting/strike.html",
        sent.status,
        **_framed(face, docket),
        form=form,
        act=act,
        says=says,
        goes_out=docket.procedure.act(act.kind).discloses.public,
        refused=refused,
        is_old=sent.is_old,
    )


def _framed(face: Face, docket: SeenDocket | None) -> dict[str, object]:
    """Return what each page needs to stand in its face, and to name the docket it is about."""
    if docket is None:
        return {"frame": face.frame, "reference": "", "title": "", "back": ""}
    return {
        "frame": face.frame,
        "reference": docket.reference,
        "title": _title_of(docket),
        "back": reverse(face.docket, kwargs={"reference": docket.reference}),
    }


def _title_of(docket: SeenDocket) -> str:
    # A title is kept by browsers and read over shoulders: nothing sealed stands in it.
    sealed = docket.procedure.sealed_names
    facts = {name: value for name, value in docket.facts.items() if name not in sealed}
    opened_on = min((act.on for act in docket.acts if act.counts), default=None)
    return title_in_words(
        docket.procedure, docket.reference, docket.naming, facts, opened_on, spoken_names()
    )


def _refused(
    request: HttpRequest, form: Marked, sent: Sent, docket: SeenDocket | None
) -> object | None:
    """Return what is said of a refusal; what was entered meanwhile counts as seen from here on."""
    if not form.is_bound:
        form.initial["seen"] = max((act.number for act in docket.acts), default=0) if docket else 0
    elif isinstance(sent.refused, EnteredMeanwhile):
        form.see(max(act.number for act in sent.refused.acts))
    if sent.refused is None:
        return None
    return told(request, sent.refused, docket.reference if docket else "")


def _shown(form: ActForm, procedure: Procedure) -> Iterator[Shown]:
    marks = outlook(procedure, form.act, {}).marks
    for one in form.said:
        bound = form[SAYS + one.name]
        typed = isinstance(bound.field.widget, forms.TextInput | forms.Textarea)
        if typed and marks[one.name] is Mark.SEALED:
            # A browser that checks spelling may send what is typed to somebody else.
            bound.field.widget.attrs.setdefault("spellcheck", "false")
        new = None
        if one.kind is Kind.FILE:
            new = form[SAYS + one.name + NEW] if SAYS + one.name + NEW in form.fields else None
        yield Shown(bound, marks[one.name], one.required, new)


def _put_the_reader_at_the_first(form: forms.Form) -> None:
    """Begin where there is something to do: at the first field that is wrong, or at the first."""
    names = [one.name for one in form.visible_fields()]
    wrong = [name for name in names if form.is_bound and name in form.errors]
    # A reference that was proposed is most often right.
    open_ones = [name for name in names if name != "reference" or not form[name].value()]
    first = next(iter([*wrong, *open_ones]), None)
    if first is not None and not isinstance(form.fields[first].widget, forms.RadioSelect):
        form.fields[first].widget.attrs["autofocus"] = True
