"""The API beside its own description: whatever may be asked by it is answered as it says."""

from __future__ import annotations

import json
from collections import Counter
from datetime import timedelta

import hypothesis
import pytest
import requests
import schemathesis
from django.test import Client
from schemathesis import Case, GenerationMode
from schemathesis.checks import (
    content_type_conformance,
    negative_data_rejection,
    not_a_server_error,
    response_schema_conformance,
    status_code_conformance,
)
from urllib3 import HTTPResponse

from amparo.api.service import description
from amparo.api.urls import urlpatterns

BOTH = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
]
CHECKS = {
    GenerationMode.POSITIVE: BOTH,
    GenerationMode.NEGATIVE: [*BOTH, negative_data_rejection],
}
# What stands in addresses, so that not all that is asked is not there.
KNOWN = {
    "/api/v1/states/{iso3}": {"iso3": "PER"},
    "/api/v1/treaties/{code}": {"code": "OPCAT"},
    "/api/v1/treaties/{code}/participation": {"code": "OPCAT"},
    "/api/v1/mechanisms/{code}": {"code": "SPT"},
    "/api/v1/mechanisms/{code}/members": {"code": "SPT"},
    "/api/v1/dockets/{reference}": {"reference": "SPT/VISIT/PER/2025"},
    "/api/v1/figures/{name}": {"name": "participation.parties"},
    "/api/v1/figures/{name}/rows": {"name": "participation.parties"},
}
EXAMPLES = 5


def described() -> dict[str, object]:
    """Return the description as it is given out."""
    return json.loads(json.dumps(description()))


def answered(case: Case, client: Client) -> requests.Response:
    """Return what the API answers to a case, as if it had come over a line."""
    sent = requests.Request(
        case.method, f"http://testserver{case.formatted_path}", params=case.query or None
    ).prepare()
    path = str(sent.url).removeprefix("http://testserver")
    got = client.generic(str(sent.method), path, headers=dict(case.headers or {}))
    answer = requests.Response()
    answer.status_code, answer.request, answer.url = got.status_code, sent, str(sent.url)
    answer.reason, answer.elapsed = got.reason_phrase, timedelta(0)
    answer.headers.update(dict(got.items()))
    answer._content = b"".join(got) if got.streaming else got.content
    answer.raw = HTTPResponse(headers=dict(got.items()), status=got.status_code, version=11)
    return answer


@pytest.mark.parametrize("mode", CHECKS, ids=lambda one: f"{one.value} examples")
def test_every_operation_keeps_to_its_description(shipped, db, mode):
    client, met = Client(raise_request_exception=False), Counter[int]()
    operations = [
        one.ok() for one in schemathesis.openapi.from_dict(described()).get_all_operations()
    ]
    assert len(operations) > 25

    for operation in operations:
        places = KNOWN.get(operation.path) if mode is GenerationMode.POSITIVE else None
        given = {"path_parameters": places} if places else {}

        @hypothesis.settings(
            max_examples=EXAMPLES,
            deadline=None,
            derandomize=True,
            database=None,
            phases=[hypothesis.Phase.generate],
            suppress_health_check=list(hypothesis.HealthCheck),
        )
        @hypothesis.given(case=operation.as_strategy(generation_mode=mode, **given))
        def keeps(case: Case) -> None:
            answer = answered(case, client)
            met[answer.status_code] += 1
            case.validate_response(answer, checks=CHECKS[mode])

        keeps()

    expected = {200, 400} if mode is GenerationMode.POSITIVE else {400, 404}
    assert set(met) >= expected


def test_the_description_is_given_out_as_it_is(db):
    answer = Client().get("/api/v1/openapi.json")

    assert answer["Content-Type"] == "application/vnd.oai.openapi+json;version=3.1"
    assert answer.json() == described()


def test_the_description_names_every_operation_and_none_twice():
    said = described()
    names = [one["operationId"] for path in said["paths"].values() for one in path.values()]
    addresses = {one.name for one in urlpatterns} - {"documentation", "openapi"}

    assert said["openapi"].startswith("3.1")
    assert len(names) == len(set(names))
    assert set(names) == {one for one in addresses if not one.endswith(".form")}


def test_everything_in_the_description_says_what_it_is():
    said = described()
    operations = [one for path in said["paths"].values() for one in path.values()]

    silent = [one["operationId"] for one in operations if not one["summary"]]
    silent += [
        f"{one['operationId']} {parameter['name']}"
        for one in operations
        for parameter in one["parameters"]
        if parameter["in"] == "query" and not parameter.get("description")
    ]
    assert silent == []
    assert "marked for translation" not in json.dumps(said)


def test_no_schema_stands_there_that_nothing_names():
    said = described()
    text = json.dumps(said)

    assert [
        name
        for name in said["components"]["schemas"]
        if f'"#/components/schemas/{name}"' not in text
    ] == []


def test_the_page_shows_every_operation_without_a_script(db):
    page = Client().get("/api/v1/").text.replace("<wbr>", "")

    assert "<script" not in page
    for path in description()["paths"]:
        assert f'<code dir="ltr">{path}</code>' in page
