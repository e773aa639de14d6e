"""The files of the last snapshot, at addresses that stay."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import path

from amparo.core.doors import made_of, open_to_public
from amparo.core.errors import NotVisible
from amparo.publication import datasets

from .methods import only_read
from .ranges import given_out


@made_of(datasets.version)
@open_to_public
@only_read
def index(request: HttpRequest) -> HttpResponse:
    """Say what the files are: their sizes, digests and columns, and when they were made."""
    return HttpResponse(datasets.index(), content_type="application/json")


@made_of(datasets.version)
@open_to_public
@only_read
def database(request: HttpRequest) -> HttpResponseBase:
    """Give out the public store as one SQLite file."""
    return _file(request, datasets.DATABASE)


@made_of(datasets.version)
@open_to_public
@only_read
def parquet(request: HttpRequest, table: str) -> HttpResponseBase:
    """Give out a table as a Parquet file."""
    return _file(request, f"{datasets.PARQUET}/{table}.parquet")


def _file(request: HttpRequest, name: str) -> HttpResponseBase:
    file, place = datasets.place_of(name)
    try:
        return given_out(
            request,
            place,
            name=file.name,
            media_type=file.media_type,
            # Strong, unlike those of pages: a range of it fits only the same bytes.
            etag=f'"{file.sha256}"',
        )
    except FileNotFoundError:
        raise NotVisible(name) from None


app_name = "downloads"
urlpatterns = [
    path(f"data/{datasets.INDEX}", index, name="index"),
    path(f"data/{datasets.DATABASE}", database, name="database"),
    path("data/parquet/<slug:table>.parquet", parquet, name="parquet"),
]
