"""Every view says who may open it."""

from types import SimpleNamespace

from django.urls import URLResolver, get_resolver

from amparo.access.addresses import mark_of, views
from amparo.core.doors import open_to_public


def without_a_door(resolver: URLResolver | SimpleNamespace) -> list[str]:
    """Return the addresses whose view does not say who may open it."""
    return [path for path, view in views(resolver) if not mark_of(view)]


def test_every_view_says_who_may_open_it():
    assert list(views()) != []
    assert without_a_door(get_resolver()) == []


def test_error_pages_are_open_to_everyone():
    resolver = get_resolver()
    named = [
        code for code in (400, 403, 404, 500) if hasattr(resolver.urlconf_module, f"handler{code}")
    ]

    assert [
        code
        for code in named
        if not getattr(resolver.resolve_error_handler(code), "open_to_anyone", False)
    ] == []


def test_a_view_without_a_mark_is_found():
    from django.urls import include, path

    def closed(request):
        raise NotImplementedError

    @open_to_public
    def opened(request):
        raise NotImplementedError

    inner = [path("closed", closed), path("open", opened)]
    resolver = SimpleNamespace(url_patterns=[path("under/", include(inner))])

    assert without_a_door(resolver) == ["under/closed"]
