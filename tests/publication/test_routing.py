"""A reader of the public store reaches nothing else, whatever is asked."""

import pytest
from django.apps import apps
from django.conf import settings
from django.contrib.auth import get_user_model
from django.db import router
from django.http import HttpResponse

from amparo.core.confidentiality import Confidentiality
from amparo.core.doors import open_to_public
from amparo.core.stores import at_public_store, is_at_public_store
from amparo.docket.models import Act, Checkpoint, Matter, Release
from amparo.publication.leaving import TABLES, WHOLES
from amparo.publication.models import PublishedFile
from amparo.publication.routing import NotInPublicStore, is_public_table
from amparo.registry.models import State
from amparo.vault.models import WrappedKey

OPEN = (Matter, Act, State, PublishedFile)
CLOSED = (Checkpoint, Release, WrappedKey, get_user_model())


@pytest.mark.parametrize("model", OPEN, ids=lambda model: model.__name__)
def test_what_is_in_the_store_is_read_there_and_never_written(model):
    with at_public_store():
        assert router.db_for_read(model) == settings.PUBLIC_STORE
        with pytest.raises(NotInPublicStore):
            router.db_for_write(model)


@pytest.mark.parametrize("model", CLOSED, ids=lambda model: model.__name__)
def test_what_is_not_in_the_store_is_not_reached_from_there(model):
    with at_public_store(), pytest.raises(NotInPublicStore):
        router.db_for_read(model)


def test_inside_everything_is_where_it_was():
    assert [router.db_for_read(one) for one in (Matter, State, Release, WrappedKey)] == [
        "default",
        "default",
        "default",
        "keys",
    ]


def test_a_view_that_is_open_to_the_public_stands_at_the_store(rf):
    where = []

    @open_to_public
    def view(request):
        where.append(is_at_public_store())
        return HttpResponse()

    view(rf.get("/"))

    assert (where, is_at_public_store()) == ([True], False)


def test_a_public_view_that_asks_for_the_inside_fails_and_shows_nothing(db, rf):
    @open_to_public
    def view(request):
        return HttpResponse(str(Release.objects.count()))

    with pytest.raises(NotInPublicStore):
        view(rf.get("/"))
    assert not is_at_public_store()


OUT_WHOLE = [model for one in WHOLES for model in (one.model, *(t.model for t in one.tables))]


def test_every_column_of_every_table_that_leaves_is_public():
    left = {
        f"{model._meta.label}.{name}": level
        for model in (*TABLES, *OUT_WHOLE)
        for name, level in model.confidentiality.items()
    }

    assert {name for name, level in left.items() if level is not Confidentiality.PUBLIC} == set()
    assert len(left) > 60


def test_the_tables_in_the_store_are_those_that_areas_list_and_those_of_dockets_and_files():
    listed = {model._meta.label for model in (*TABLES, *OUT_WHOLE)}
    there = {
        model._meta.label
        for model in apps.get_models()
        if is_public_table(model._meta.app_label, model._meta.model_name)
    }

    assert there == listed | {
        "docket.Matter",
        "docket.Act",
        "docket.Clock",
        "publication.PublishedFile",
        "publication.PublishedChunk",
        "publication.Change",
        "publication.Stamp",
        "publication.Unseen",
        "search.Entry",
    }
