"""Every stored field is classified; adding one means deciding who may see it."""

import pytest
from django.apps import apps

from amparo.core.confidentiality import Confidentiality

MODELS = [model for model in apps.get_models() if model.__module__.startswith("amparo.")]


def test_there_are_models_to_look_at():
    assert {"docket.Matter", "docket.Act", "registry.State"} <= {m._meta.label for m in MODELS}


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model._meta.label)
def test_every_field_is_classified_and_nothing_else(model):
    stored = {field.name for field in (*model._meta.fields, *model._meta.many_to_many)}

    assert set(model.confidentiality) == stored
    assert {type(level) for level in model.confidentiality.values()} == {Confidentiality}


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model._meta.label)
def test_nothing_is_ordered_or_deleted_by_accident(model):
    assert model._meta.ordering == []
    on_delete = {
        field.name: field.remote_field.on_delete.__name__
        for field in model._meta.fields
        if field.remote_field and field.remote_field.on_delete
    }
    assert on_delete == dict.fromkeys(on_delete, "PROTECT")


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model._meta.label)
def test_constraints_have_names_a_person_can_read(model):
    names = [constraint.name for constraint in model._meta.constraints]

    assert [name for name in names if "_" not in name or name.rsplit("_", 1)[-1].isdigit()] == []
