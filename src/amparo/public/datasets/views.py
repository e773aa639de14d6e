"""The public record as files: every table with its columns, its licence, its version and its digest."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from amparo.core.doors import made_of, open_to_public
from amparo.publication import datasets as kept
from amparo.publication import tables

INDEX = "/data/index.json"


@made_of(kept.version)
@open_to_public
def datasets(request: HttpRequest) -> HttpResponse:
    """List the tables of the last snapshot, and where the rest of the data is."""
    snapshot = kept.latest()
    own = snapshot is not None and snapshot.licence != tables.WHOLE
    return render(
        request,
        "public/datasets/datasets.html",
        {"snapshot": snapshot, "index": INDEX, "has_own_licence": own},
    )


@made_of(kept.version)
@open_to_public
def dataset(request: HttpRequest, table: str) -> HttpResponse:
    """Show one table: what it holds, its columns, its file. :raises NotVisible: if there is none."""
    found = kept.dataset(table)
    return render(
        request, "public/datasets/dataset.html", {"snapshot": kept.latest(), "table": found}
    )
