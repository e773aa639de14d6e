"""Whoever has a public page is told that it is as it was, until it is not."""

import pytest
from django.test import Client

from amparo.core.doors import made_of
from amparo.core.edition import edition
from amparo.publication import changes
from tests.gate import publish

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "keys", "public"])


def tag_of(client: Client, path: str, **headers: str) -> str:
    answer = client.get(path, headers=headers)
    assert answer.status_code == 200
    return answer.headers["ETag"]


def asked_again(client: Client, path: str, tag: str) -> int:
    return client.get(path, headers={"If-None-Match": tag}).status_code


@pytest.fixture
def visitor() -> Client:
    publish()
    return Client()


@pytest.mark.parametrize(
    "path", ["/treaties/", "/treaties.json", "/fr/mechanisms/", "/figures/?on=2025-12-31"]
)
def test_a_page_that_did_not_change_is_not_made_again(visitor: Client, path: str):
    tag = tag_of(visitor, path)

    again = visitor.get(path, headers={"If-None-Match": tag})

    assert (again.status_code, again.content, again.headers["ETag"]) == (304, b"", tag)


def test_being_told_so_costs_one_row(visitor: Client, django_assert_num_queries):
    tag = tag_of(visitor, "/treaties/")

    with django_assert_num_queries(1, using="public"):
        assert asked_again(visitor, "/treaties/", tag) == 304


def test_pages_differ_by_address_language_and_choice(visitor: Client):
    pages = ["/figures/", "/ar/figures/", "/figures.json", "/figures/?on=2025-12-31"]

    tags = {path: tag_of(visitor, path) for path in pages}

    assert len(set(tags.values())) == len(pages)
    assert asked_again(visitor, "/figures/", tags["/ar/figures/"]) == 200


def test_a_change_of_the_store_makes_every_page_new(visitor: Client):
    tag = tag_of(visitor, "/treaties/")

    changes.count()

    assert asked_again(visitor, "/treaties/", tag) == 200


def test_a_new_day_and_a_new_edition_make_every_page_new(visitor: Client, monkeypatch):
    tag = tag_of(visitor, "/treaties/")
    monkeypatch.setattr("amparo.publication.unchanged.edition", lambda: "another")

    assert edition() != "another"
    assert asked_again(visitor, "/treaties/", tag) == 200


def test_a_refusal_is_never_taken_for_the_page(visitor: Client):
    page = tag_of(visitor, "/treaties/")

    refusal = visitor.get("/treaties/?on=yesterday", headers={"If-None-Match": page})

    assert refusal.status_code == 400
    assert not refusal.headers.get("ETag", "").startswith("W/")


def test_a_page_says_what_else_it_is_made_of(rf, settings):
    from amparo.publication.unchanged import _mark

    state = ["one"]

    @made_of(lambda: state[0])
    def results(request):
        raise NotImplementedError

    before = _mark(rf.get("/search/"), results)
    state[0] = "two"

    assert _mark(rf.get("/search/"), results) != before


def test_changes_are_counted():
    before = changes.number()

    changes.note([("docket", "SPT/VISIT/AAA/2025")])
    changes.note([])

    assert changes.number() == before + 1


@pytest.fixture
def process_of_public_faces(settings) -> Client:
    publish()
    settings.INSIDE = False
    return Client()


def test_a_page_that_was_made_for_somebody_is_given_to_the_next(
    process_of_public_faces: Client, monkeypatch
):
    first = process_of_public_faces.get("/treaties/")
    monkeypatch.setattr("amparo.registry.published.treaties", None)

    again = process_of_public_faces.get("/treaties/")

    assert (again.status_code, again.content) == (200, first.content)
    # What is meant for one reader is not part of it.
    assert again.headers["X-Request-ID"] != first.headers["X-Request-ID"]
    assert {**first.headers, "X-Request-ID": ""} == {**again.headers, "X-Request-ID": ""}


def test_what_changed_is_made_again(process_of_public_faces: Client, monkeypatch):
    process_of_public_faces.get("/treaties/")
    changes.count()
    monkeypatch.setattr("amparo.registry.published.treaties", None)

    with pytest.raises(TypeError):
        process_of_public_faces.get("/treaties/")


def test_where_people_sign_in_no_page_is_kept(visitor: Client, monkeypatch):
    visitor.get("/treaties/")
    monkeypatch.setattr("amparo.registry.published.treaties", None)

    with pytest.raises(TypeError):
        visitor.get("/treaties/")


def test_an_operator_may_have_none_kept(settings, monkeypatch):
    publish()
    settings.INSIDE, settings.PAGES_KEPT = False, 0
    visitor = Client()
    visitor.get("/treaties/")
    monkeypatch.setattr("amparo.registry.published.treaties", None)

    with pytest.raises(TypeError):
        visitor.get("/treaties/")
