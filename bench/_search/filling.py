"""Records put into the public store as the gate leaves them there: documents and recommendations."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from itertools import groupby, islice

from .texts import Record

_AT_ONCE = 20_000
_NOW = datetime(2026, 1, 1, tzinfo=UTC)
_DIGEST = "0" * 64


def pieces(records: Iterable[Record]) -> Iterator[list[Record]]:
    """Yield records some ten thousand together."""
    rows = iter(records)
    while some := list(islice(rows, _AT_ONCE)):
        yield some


def store(some: list[Record]) -> None:
    """Write records into the public store, in one transaction."""
    from django.conf import settings
    from django.db import transaction

    with transaction.atomic(using=settings.PUBLIC_STORE):
        _documents([one for one in some if not one.is_recommendation])
        _recommendations([one for one in some if one.is_recommendation])


def _documents(some: list[Record]) -> None:
    from django.conf import settings

    from amparo.documents.models import Block, Document, Version

    documents, versions, blocks = [], [], []
    for (_on, body, states, language), them in groupby(
        some, key=lambda one: (one.on, one.body, one.states, one.language)
    ):
        rows = list(them)
        key = rows[0].number + 1
        symbol = f"{body}/C/{states[0]}/{key}"
        documents.append(
            Document(
                pk=key,
                symbol=symbol,
                name=symbol.replace("/", "-"),
                kind="report",
                body=body,
                states=f"|{'|'.join(states)}|",
                on=rows[0].on,
                public_on=rows[0].on,
                digest=_DIGEST,
                changed_at=_NOW,
            )
        )
        versions.append(
            Version(
                pk=key,
                document_id=key,
                language=language,
                title=rows[0].text[:60],
                media_type="text/plain",
                size=0,
                sha256=_DIGEST,
                imported_at=_NOW,
            )
        )
        blocks += _blocks(key, rows)
    for model, made in ((Document, documents), (Version, versions), (Block, blocks)):
        model.objects.using(settings.PUBLIC_STORE).bulk_create(made, batch_size=500)


def _blocks(key: int, rows: list[Record]) -> Iterator[object]:
    from amparo.documents.models import Block

    order = 0
    for place, one in enumerate(rows):
        if place % 10 == 0:
            order += 1
            yield Block(
                version_id=key,
                order=order,
                eid=f"sec_{place}",
                kind="heading",
                number=str(place // 10 + 1),
                text=one.text[:40],
            )
        order += 1
        yield Block(
            version_id=key,
            order=order,
            eid=f"para_{place + 1}",
            kind="paragraph",
            number=str(place + 1),
            text=one.text,
        )


def _recommendations(some: list[Record]) -> None:
    from django.conf import settings

    from amparo.recommendations.models import Published, Wording

    made = [
        Published(
            pk=one.number + 1,
            source="bench",
            number=str(one.number),
            state=one.states[0],
            by_body=one.body,
            on=one.on,
            topics=f"|{'|'.join(one.topics)}|",
            digest=_DIGEST,
            changed_at=_NOW,
        )
        for one in some
    ]
    said = [
        Wording(recommendation_id=one.number + 1, language=one.language, text=one.text)
        for one in some
    ]
    for model, rows in ((Published, made), (Wording, said)):
        model.objects.using(settings.PUBLIC_STORE).bulk_create(rows, batch_size=500)
