"""Any docket as the world may see it: the line of its acts, its clocks, its files, what may follow."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from amparo.core.doors import open_to_public
from amparo.docket import published
from amparo.docket.procedure import procedure_named
from amparo.docket.published import PublicAct, PublicClock, PublicDocket
from amparo.docket.wording import field_in_words
from amparo.public.answers import answer
from amparo.public.asking import asked
from amparo.publication import published as given_out
from amparo.publication.published import PublicFile
from amparo.registry.published import states

from .words import since_in_words, title_of


@dataclass(frozen=True, slots=True)
class DocketFile:
    """A file of a docket, the act that names it, and where anybody may have it."""

    path: str
    act: int
    name: str
    media_type: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class DocketPage:
    """A docket under its title, with the State concerned in the reader's language, and its files."""

    title: str
    state_name: str
    docket: PublicDocket
    files: tuple[DocketFile, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """
    An act as it stands on the line, with the clocks that hang from it.

    Of its files, each under its label, those that are no longer given out are None.
    """

    act: PublicAct
    says: tuple[tuple[str, str], ...]
    files: tuple[tuple[str, DocketFile | None], ...]
    clocks: tuple[PublicClock, ...]


@open_to_public
def docket(request: HttpRequest, reference: str) -> HttpResponse:
    """Show a docket, as at a day, as known at a day."""
    dates = asked(request)
    found = published.public_docket(
        reference, today=dates.today, on=dates.on, known_at=dates.known_at
    )
    names = {one.iso3: one.name for one in states(dates.on, language=get_language() or "en")}
    files = {id: _docket_file(one) for id, one in given_out.listed(found.reference).items()}
    page = DocketPage(
        title=title_of(found, names),
        state_name=names.get(found.state, ""),
        docket=found,
        files=tuple(files.values()),
    )
    return answer(
        request,
        "public/docket/docket.html",
        page,
        asked=dates,
        since=since_in_words(found),
        lines=[_line(act, found, names, files) for act in found.acts],
        titles={act.number: _(act.title) for act in found.acts},
    )


@open_to_public
def docket_file(request: HttpRequest, reference: str, file: UUID) -> StreamingHttpResponse:
    """Give out a file of a docket, to be saved and not shown in our name."""
    found, pieces = given_out.opened(reference, file)
    return StreamingHttpResponse(
        pieces,
        content_type=found.media_type
        + ("; charset=utf-8" if found.media_type.startswith("text/") else ""),
        headers={
            "Content-Disposition": f'attachment; filename="{found.name}"',
            "Content-Length": str(found.size),
            # Sent as it is: packed on the way, its length would be lost.
            "Content-Encoding": "identity",
            "Content-Security-Policy": "default-src 'none'; sandbox",
            "ETag": f'"{found.sha256}"',
            "X-Content-Type-Options": "nosniff",
        },
    )


def _docket_file(one: PublicFile) -> DocketFile:
    path = reverse("public:docket.file", args=[one.reference, one.id])
    return DocketFile(path, one.act, one.name, one.media_type, one.size, one.sha256)


def _line(
    act: PublicAct,
    found: PublicDocket,
    names: Mapping[str, str],
    files: Mapping[UUID, DocketFile],
) -> Line:
    named = procedure_named(act.procedure).act(act.kind).files_named(act.fields)
    says = tuple(
        (_(act.labels.get(name, name)), words)
        for name, value in act.fields.items()
        if name not in named
        and (words := field_in_words(act.procedure, act.kind, name, value, names))
    )
    return Line(
        act,
        says,
        tuple((_(act.labels.get(name, name)), files.get(id)) for name, id in named.items()),
        tuple(one for one in found.clocks if one.started_by == act.number),
    )
