"""Dockets: what is disclosed of each, in words, described in every language."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from amparo.core import wording
from amparo.core.stores import at_public_store
from amparo.docket.procedure import Procedure, procedure_named
from amparo.docket.published import (
    PublicAct,
    PublicDocket,
    public_dockets,
    public_references,
)
from amparo.docket.wording import field_in_words, title_in_words

from . import spoken
from .drafts import Draft

CHANGES = "docket"
SOURCES = ("docket/",)
_AT_ONCE = 200


def source_of(key: str) -> str:
    """Return the source that a change of a docket is about."""
    return f"docket/{key}"


def everything() -> Iterator[Draft]:
    """Yield the descriptions of every docket."""
    with at_public_store():
        references = public_references()
    yield from drafts(source_of(one) for one in references)


def drafts(sources: Iterable[str]) -> Iterator[Draft]:
    """Yield the descriptions of some dockets."""
    references = [one.removeprefix("docket/") for one in sources]
    names = {language: spoken.names(language) for language in spoken.LANGUAGES}
    today = timezone.now().date()
    for start in range(0, len(references), _AT_ONCE):
        yield from _described(references[start : start + _AT_ONCE], names, today)


def _described(
    references: Sequence[str], names: Mapping[str, Mapping[str, str]], today: date
) -> Iterator[Draft]:
    with at_public_store():
        dockets = public_dockets(references, today=today)
    by_language: list[list[Draft]] = []
    # Language by language: to speak another one takes longer than to say a few words.
    for language, code in spoken.LANGUAGES.items():
        with override(code):
            by_language.append([_draft(one, language, names[language]) for one in dockets])
    for described in zip(*by_language, strict=True):
        yield from described


def _draft(docket: PublicDocket, language: str, names: Mapping[str, str]) -> Draft:
    procedure = procedure_named(docket.procedure)
    return Draft(
        source=source_of(docket.reference),
        key=f"docket/{docket.reference}/{language}",
        kind="docket",
        language=language,
        title=title_in_words(
            procedure, docket.reference, docket.naming, docket.facts, docket.opened_on, names
        ),
        text=_text(docket, names),
        address=f"/dockets/{docket.reference}/",
        citation=docket.reference,
        body=_body(procedure, docket),
        states=(docket.state,) if docket.state else (),
        on=docket.since or docket.opened_on,
        precision=_precision(docket),
        is_described=True,
        is_whole=True,
    )


def _body(procedure: Procedure, docket: PublicDocket) -> str:
    return str(docket.facts.get(procedure.body_field) or "") or procedure.body


def _precision(docket: PublicDocket) -> str:
    """Return how exactly the day is known since when a docket stands as it does."""
    on = docket.since or docket.opened_on
    acts = (one for one in docket.acts if one.counts and one.on == on)
    return next((one.precision.value for one in acts), "day")


def _text(docket: PublicDocket, names: Mapping[str, str]) -> str:
    acts = (_act(one, names) for one in docket.acts if one.counts)
    return "\n".join([f"{docket.reference}. {_(docket.procedure_title)}.", *acts])


def _act(act: PublicAct, names: Mapping[str, str]) -> str:
    files = procedure_named(act.procedure).act(act.kind).files_named(act.fields)
    says = [
        f"{_(act.labels.get(name, name))}: {words}."
        for name, value in act.fields.items()
        if name not in files
        and (words := field_in_words(act.procedure, act.kind, name, value, names))
    ]
    day = wording.dated(act.on, act.precision)
    return " ".join([f"{day}: {_(act.title)}.", *says])
