"""
What every answer of the API has in common: its door, its language, its parameters, its headers.

`listed` and `single` make operations of plain functions; `door` is the view around each of them.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from inspect import Parameter, Signature, signature
from itertools import chain
from typing import Annotated, Any, TypeVar, get_type_hints
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.urls import ResolverMatch
from django.utils import translation
from django.utils.cache import patch_vary_headers
from ninja import NinjaAPI, Query, Schema

from amparo.core.doors import made_of, open_to_public
from amparo.core.limits import limit_of
from amparo.core.stores import at_public_store

from . import forms
from .asking import CURSOR, EVERYWHERE, LIMIT, Paging, check_once, check_parameters, language_of
from .methods import only_read
from .paging import Key, Rows, cursor, key_in

T = TypeVar("T")
# A parameter of a function by this name is given what else stands in the address.
CHOICES = "choices"
_ALL_FORMS = {forms.TYPES[one]: {"schema": {"type": "string"}} for one in (forms.LINES, forms.CSV)}
_ALL_FORMS[forms.TYPES[forms.XLSX]] = {"schema": {"type": "string", "format": "binary"}}
_REFUSED = {
    "description": "A sentence that says why not",
    "content": {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}},
}


class Operations:
    """The operations of an API, as they are declared: lists that have all forms, and records."""

    def __init__(self, api: NinjaAPI) -> None:
        self.api = api
        # By the name of the operation: the parameters it knows, those that may stand there twice; and
        # which operations take parameters that only what is asked for can know.
        self.lists: set[str] = set()
        self.choosing: set[str] = set()
        self.known: dict[str, frozenset[str]] = {}
        self.many: dict[str, frozenset[str]] = {}
        self.besides: dict[str, Callable[[], str]] = {}

    def listed(
        self,
        path: str,
        record: type[T],
        *,
        tags: Sequence[str],
        besides: Callable[[], str] | None = None,
    ) -> Callable[[Callable[..., Rows[T]]], Callable[..., Rows[T]]]:
        """
        Declare a list of records, which its function returns as rows in their order.

        `besides` tells which state of something else than the public store it is made of.
        """

        def declare(function: Callable[..., Rows[T]]) -> Callable[..., Rows[T]]:
            name = function.__name__
            self.besides[name] = besides or _nothing

            def view(request: HttpRequest, paging: Paging, **asked: Any) -> HttpResponseBase:
                rows = function(**asked, **self._choices(request, name))
                return answer_rows(request, record, rows, paging, name)

            self.lists.add(name)
            self._declare(
                path, function, view, forms.page_of(record), tags, _ALL_FORMS, {"paging": Paging}
            )
            return function

        return declare

    def answered(
        self, path: str, page: type[Any], *, tags: Sequence[str], besides: Callable[[], str]
    ) -> Callable[[Callable[..., HttpResponseBase]], Callable[..., HttpResponseBase]]:
        """
        Declare a list whose function makes the answer itself, from the request and the paging too.
        """

        def declare(
            function: Callable[..., HttpResponseBase],
        ) -> Callable[..., HttpResponseBase]:
            def view(request: HttpRequest, **asked: Any) -> HttpResponseBase:
                return function(request, **asked)

            self.lists.add(function.__name__)
            self.besides[function.__name__] = besides
            self._declare(path, function, view, page, tags, _ALL_FORMS, {})
            return function

        return declare

    def single(
        self,
        path: str,
        record: type[T],
        *,
        tags: Sequence[str],
        besides: Callable[[], str] | None = None,
    ) -> Callable[[Callable[..., T]], Callable[..., T]]:
        """Declare one record."""

        def declare(function: Callable[..., T]) -> Callable[..., T]:
            self.besides[function.__name__] = besides or _nothing

            def view(request: HttpRequest, **asked: Any) -> HttpResponse:
                one = function(**asked, **self._choices(request, function.__name__))
                body = forms.as_one(record, one)
                return HttpResponse(body, content_type=forms.TYPES[forms.JSON])

            self._declare(path, function, view, record, tags, {}, {})
            return function

        return declare

    def _declare(
        self,
        path: str,
        function: Callable[..., Any],
        view: Callable[..., HttpResponseBase],
        answer: Any,
        tags: Sequence[str],
        other_forms: dict[str, Any],
        besides: dict[str, type[Schema]],
    ) -> None:
        name = function.__name__
        asked = _asked_by(function, besides)
        view.__name__, view.__doc__ = function.__name__, function.__doc__
        view.__signature__ = _signature(asked)  # type: ignore[attr-defined]
        summary, _blank, more = (function.__doc__ or "").strip().partition("\n")
        self.api.get(
            path,
            operation_id=name,
            url_name=name,
            response=answer,
            summary=summary.rstrip("."),
            description=" ".join(more.split()),
            tags=list(tags),
            openapi_extra={
                "responses": {
                    200: {"content": {**other_forms}} if other_forms else {},
                    400: _REFUSED,
                    429: _REFUSED,
                    **({404: _REFUSED} if "{" in path or name not in self.lists else {}),
                }
            },
        )(view)
        schemas = [one for one in asked.values() if _is_schema(one)]
        known = {name for one in schemas for name in one.model_fields}
        self.known[name] = EVERYWHERE | known
        if CHOICES in signature(function).parameters:
            self.choosing.add(name)
        self.many[name] = frozenset(
            name
            for one in schemas
            for name, field in one.model_fields.items()
            if getattr(field.annotation, "__origin__", None) is list
        )

    def _choices(self, request: HttpRequest, name: str) -> dict[str, dict[str, str]]:
        """Return what was asked for beside the known parameters, of an operation that takes it."""
        if name not in self.choosing:
            return {}
        asked = request.GET.items()
        return {CHOICES: {one: str(text) for one, text in asked if one not in self.known[name]}}

    def door(self, name: str, view: Callable[..., HttpResponseBase]) -> Callable[..., Any]:
        """Return the view at the address of an operation: open to all, reading the public store."""
        known = None if name in self.choosing else self.known[name]
        many = self.many[name]

        def opened(request: HttpRequest, form: str = "", **places: Any) -> HttpResponseBase:
            spoken = language_of(request)
            if spoken is not None:
                translation.activate(spoken)
            check_parameters(request, known)
            check_once(request, many)
            request.form = form  # type: ignore[attr-defined]
            with _as_get(request):
                response = view(request, **places)
            if name in self.lists and not form:
                patch_vary_headers(response, ["Accept"])
            limit = limit_of("GET", request.path_info)
            response["RateLimit-Policy"] = f'"{limit.name}";q={limit.network};w={limit.seconds}'
            return response

        opened.__name__, opened.__doc__ = name, view.__doc__
        return made_of(self.besides[name], has_forms=name in self.lists)(
            open_to_public(only_read(opened))
        )


def answer_rows(
    request: HttpRequest, record: type[T], rows: Rows[T], paging: Paging, name: str
) -> HttpResponseBase:
    """Return a list in the form asked for: JSON by pages, the others to the end."""
    key = key_of(request, paging, rows.kinds)
    form = forms.form_of(request, request.form)  # type: ignore[attr-defined]
    if form != forms.JSON:
        most = paging.limit if LIMIT in request.GET else None
        return whole(request, record, form, rows.batches(key, most), name)
    # One more than asked for tells whether there are more.
    items = rows.after(key, paging.limit + 1)
    link = None
    if len(items) > paging.limit:
        items = items[: paging.limit]
        link = following(request, rows.key(items[-1]))
    return as_json(request, forms.as_page(record, items, link), link)


def as_json(request: HttpRequest, body: bytes, link: str | None) -> HttpResponse:
    """Return a page of a list, with links to the first page and to the next."""
    response = HttpResponse(body, content_type=forms.TYPES[forms.JSON])
    links = [f'<{address_of(request, "")}>; rel="first"']
    if link:
        links.append(f'<{link}>; rel="next"')
    response["Link"] = ", ".join(links)
    return response


def key_of(request: HttpRequest, paging: Paging, kinds: tuple[type, ...]) -> Key | None:
    """Return where a list goes on, None from its beginning. :raises Refused: if it cannot be read."""
    return key_in(paging.cursor, _question(request), kinds) if paging.cursor else None


def following(request: HttpRequest, key: Key) -> str:
    """Return where this list goes on after an item."""
    return address_of(request, cursor(_question(request), key))


def whole(
    request: HttpRequest,
    record: type[T],
    form: str,
    batches: Iterator[Sequence[T]],
    name: str,
) -> StreamingHttpResponse:
    """Return a list to its end as a file that is sent while it is read."""
    # Begun here, so that what cannot be shown is refused before the first byte is out.
    some = next(batches, None)
    steps = _steps(record, form, name, chain(() if some is None else (some,), batches))
    first = next(steps, b"")
    content_type = forms.TYPES[form] + ("; charset=utf-8" if form == forms.CSV else "")
    is_head = request.META.get("REQUEST_METHOD") == "HEAD"
    return StreamingHttpResponse(
        iter(()) if is_head else _spoken(first, steps, translation.get_language()),
        content_type=content_type,
        headers={"Content-Disposition": f'attachment; filename="{name}.{form}"'},
    )


def address_of(request: HttpRequest, last: str) -> str:
    """Return this list's address with its choices, from after a cursor or from the beginning."""
    asked = [(name, value) for name, values in request.GET.lists() for value in values]
    kept = [(name, value) for name, value in asked if name != CURSOR]
    query = urlencode([*kept, *([(CURSOR, last)] if last else [])])
    return f"{request.path}?{query}" if query else request.path


def _question(request: HttpRequest) -> str:
    """Return what tells one list from another: its address and its choices, whatever the page."""
    match = request.resolver_match
    assert isinstance(match, ResolverMatch)  # noqa: S101  (a view is only met at an address)
    places = {name: one for name, one in match.kwargs.items() if name != "form"}
    asked = {
        name: values
        for name, values in request.GET.lists()
        if name not in (CURSOR, LIMIT, *EVERYWHERE)
    }
    return repr(
        ((match.url_name or "").partition(".")[0], sorted(places.items()), sorted(asked.items()))
    )


def _steps(
    record: type[T], form: str, name: str, batches: Iterator[Sequence[T]]
) -> Iterator[bytes]:
    match form:
        case forms.LINES:
            yield from forms.as_lines(record, batches)
        case forms.CSV:
            yield from forms.as_table(record, batches)
        case _:
            yield from forms.pieces_of(forms.as_workbook(record, name, batches))


def _spoken(first: bytes, steps: Iterator[bytes], language: str | None) -> Iterator[bytes]:
    """Yield a file piece by piece, each made at the public store and in the language asked for."""
    piece: bytes | None = first
    while piece is not None:
        yield piece
        # Entered for each piece: what is yielded outside of it is read by who knows where.
        with at_public_store(), translation.override(language):
            piece = next(steps, None)


@contextmanager
def _as_get(request: HttpRequest) -> Iterator[None]:
    """Let a HEAD be answered as a GET; whoever serves leaves the body out."""
    method, request.method = request.method, "GET"
    try:
        yield
    finally:
        request.method = method


def _asked_by(function: Callable[..., Any], besides: dict[str, type[Schema]]) -> dict[str, Any]:
    hints = get_type_hints(function, include_extras=True)
    given = ("request", CHOICES)
    named = (name for name in signature(function).parameters if name not in given)
    return {**{name: hints[name] for name in named}, **besides}


def _signature(asked: dict[str, Any]) -> Signature:
    given = [Parameter("request", Parameter.POSITIONAL_OR_KEYWORD)]
    for name, kind in asked.items():
        annotation = Annotated[kind, Query(...)] if _is_schema(kind) else kind
        given.append(Parameter(name, Parameter.KEYWORD_ONLY, annotation=annotation))
    return Signature(given)


def _nothing() -> str:
    return ""


def _is_schema(kind: Any) -> bool:
    return isinstance(kind, type) and issubclass(kind, Schema)
