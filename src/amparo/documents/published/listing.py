"""Lists of public documents, narrowed, in pages or on from a name."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from datetime import date

from django.db.models import F, QuerySet

from amparo.core.stores import at_public_store
from amparo.documents import models
from amparo.documents.rules.kinds import KINDS

from .linking import best_language, path_of
from .records import Choice, Choices, DocumentLine, DocumentPage

PAGE_SIZE = 50
NEWEST, BY_SYMBOL = "newest", "symbol"


def documents(
    *,
    body: str = "",
    state: str = "",
    kind: str = "",
    year: int | None = None,
    language: str = "",
    spoken: str = "en",
    order: str = NEWEST,
    page: int = 1,
    size: int = PAGE_SIZE,
) -> DocumentPage:
    """Return a page of the documents that fit, the newest first, in three statements."""
    with at_public_store():
        rows = _narrowed(body, state, kind, year, language)
        total = rows.count()
        ordered = (
            rows.order_by("symbol")
            if order == BY_SYMBOL
            else rows.order_by(F("on").desc(nulls_last=True), "symbol")
        )
        start = (max(page, 1) - 1) * size
        return DocumentPage(total, tuple(lines(ordered[start : start + size], spoken)))


def latest_documents(
    limit: int, *, after: date, on: date, spoken: str = "en"
) -> tuple[DocumentLine, ...]:
    """Return the documents of the days after one up to another, the latest: two statements."""
    with at_public_store():
        rows = models.Document.objects.filter(on__gt=after, on__lte=on)
        return tuple(lines(rows.order_by("-on", "symbol")[:limit], spoken))


def documents_after(
    name: str,
    limit: int,
    *,
    body: str = "",
    state: str = "",
    kind: str = "",
    year: int | None = None,
    language: str = "",
    spoken: str = "en",
) -> tuple[DocumentLine, ...]:
    """Return the documents that fit and come after a name, by their names: two statements."""
    with at_public_store():
        rows = _narrowed(body, state, kind, year, language).filter(name__gt=name)
        return tuple(lines(rows.order_by("name")[:limit], spoken))


def choices() -> Choices:
    """Return what lists can be narrowed by, the most frequent first, in two statements."""
    with at_public_store():
        rows = list(models.Document.objects.values_list("body", "states", "kind", "on"))
        languages = Counter(models.Version.objects.values_list("language", flat=True))
    return Choices(
        bodies=_counted(body for body, *_others in rows),
        states=_counted(one for _body, states, *_o in rows for one in states.split("|")),
        kinds=_counted(kind for _body, _states, kind, _on in rows),
        years=tuple(
            sorted(
                _counted(str(on.year) for *_others, on in rows if on),
                key=lambda one: one.value,
                reverse=True,
            )
        ),
        languages=tuple(Choice(*one) for one in languages.most_common()),
    )


def lines(rows: Iterable[models.Document], spoken: str) -> list[DocumentLine]:
    """Return documents as they stand in lists, in their order."""
    found = list(rows)
    titles: dict[int, dict[str, str]] = defaultdict(dict)
    versions = models.Version.objects.filter(document__in=[one.pk for one in found])
    for document, language, title in versions.values_list("document_id", "language", "title"):
        titles[document][language] = title
    return [line(one, titles[one.pk], spoken) for one in found]


def line(row: models.Document, titles: dict[str, str], spoken: str) -> DocumentLine:
    """Return a document as it stands in lists, with its title in the language spoken."""
    language = best_language(spoken, titles)
    kind = KINDS.get(row.kind, KINDS["document"])
    return DocumentLine(
        symbol=row.symbol,
        name=row.name,
        kind=row.kind,
        kind_title=kind.title,
        body=row.body,
        states=tuple(one for one in row.states.split("|") if one),
        on=row.on,
        precision=row.precision,
        languages=tuple(sorted(titles)),
        language=language,
        title=titles.get(language, row.symbol),
        path=path_of(row.name),
    )


def _narrowed(
    body: str, state: str, kind: str, year: int | None, language: str
) -> QuerySet[models.Document]:
    rows = models.Document.objects.all()
    for column, value in (("body", body), ("kind", kind), ("on__year", year)):
        if value:
            rows = rows.filter(**{column: value})
    if state:
        rows = rows.filter(states__contains=f"|{state.upper()}|")
    if language:
        rows = rows.filter(versions__language=language)
    return rows


def _counted(values: Iterable[str]) -> tuple[Choice, ...]:
    counts = Counter(one for one in values if one)
    return tuple(Choice(*one) for one in sorted(counts.items(), key=lambda one: (-one[1], one[0])))
