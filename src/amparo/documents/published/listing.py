"""Lists of public documents, narrowed, in pages or on from a name."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.db.models import Count, Exists, OuterRef, QuerySet

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
    """Return a page of the documents that fit, the newest first, in three statements, at the end five."""
    with at_public_store():
        rows = _narrowed(body, state, kind, year, language)
        start = (max(page, 1) - 1) * size
        found = (
            rows.order_by("symbol")[start : start + size]
            if order == BY_SYMBOL
            else _newest(rows, start, size)
        )
        return DocumentPage(rows.count(), tuple(lines(found, spoken)))


def _newest(rows: QuerySet[models.Document], start: int, size: int) -> list[models.Document]:
    """
    Return a page of documents, the newest first, those without a day last.

    Asked for in two parts, each along an index: where rows without a day stand in an index is one
    thing in SQLite, another in PostgreSQL.
    """
    in_order = rows.order_by("-on", "symbol")
    dated = in_order.filter(on__isnull=False)
    found = list(dated[start : start + size])
    if len(found) < size:
        first = 0 if found else max(start - dated.count(), 0)
        found += in_order.filter(on__isnull=True)[first : first + size - len(found)]
    return found


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
    """Return what lists can be narrowed by, the most frequent first: five counts along indexes."""
    with at_public_store():
        documents, versions = models.Document.objects.all(), models.Version.objects.all()
        states: Counter[str] = Counter()
        for several, count in _counts(documents, "states").items():
            states.update(dict.fromkeys(several.split("|"), count))
        years: Counter[str] = Counter()
        for on, count in _counts(documents, "on").items():
            years[str(on.year) if on else ""] += count
        return Choices(
            bodies=_most_first(_counts(documents, "body")),
            states=_most_first(states),
            kinds=_most_first(_counts(documents, "kind")),
            years=tuple(sorted(_most_first(years), key=lambda one: one.value, reverse=True)),
            languages=_most_first(_counts(versions, "language")),
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
        spoken = models.Version.objects.filter(document=OuterRef("pk"), language=language)
        rows = rows.filter(Exists(spoken))
    return rows


def _counts(rows: QuerySet[Any], column: str) -> dict[Any, int]:
    """Return how many rows have each value of a column."""
    return dict(rows.order_by(column).values_list(column).annotate(Count("pk")))


def _most_first(counts: Mapping[str, int]) -> tuple[Choice, ...]:
    values = [Choice(*one) for one in counts.items() if one[0]]
    return tuple(sorted(values, key=lambda one: (-one.count, one.value)))
