"""The open API as a whole: what it is called, how it refuses, how it describes itself."""

from __future__ import annotations

import json
import re
from functools import cache
from typing import Any, NoReturn

from django.http import HttpRequest
from ninja import Field, NinjaAPI, Schema
from ninja.errors import ValidationError

import amparo
from amparo.core.errors import Refused
from amparo.core.words import gettext_noop as _

from .asking import LANGUAGES
from .frame import Operations

VERSION = "1"
ROOT = f"/api/v{VERSION}/"

api = NinjaAPI(
    title="Amparo",
    version=f"{VERSION}.0.0",
    description=(
        "Everything public, as data: the records of the mechanisms that prevent torture and monitor"
        " human rights. Open to everyone, without a key. Every list can also be had as JSON Lines, CSV"
        " or XLSX, to its end in one answer: by `Accept`, or with `.jsonl`, `.csv` or `.xlsx` after the"
        " address. Refusals are problem details (RFC 9457) with a sentence. Within a version, fields"
        " and operations are added, never taken away."
    ),
    openapi_url=None,
    docs_url=None,
)
operations = Operations(api)
listed, single = operations.listed, operations.single


class Problem(Schema):
    """Why something was refused. Source: RFC 9457."""

    type: str = Field(
        description="Always `about:blank`: the status says what kind of problem it is."
    )
    title: str
    status: int
    detail: str = Field("", description="A sentence that says what was not done, and why.")
    rule: str = Field("", description="The rule that stands in the way, where there is one.")
    request: str = Field("", description="The number of the request, where something broke here.")


@api.exception_handler(ValidationError)
def refuse_parameter(request: HttpRequest, error: ValidationError) -> NoReturn:
    """Refuse what a parameter cannot be, in a sentence."""
    told = error.errors[0]
    name = next((one for one in reversed(told["loc"]) if isinstance(one, str)), "")
    text = (request.GET.get(name) or "")[:40]
    context = told.get("ctx", {})
    match told["type"]:
        case "missing":
            raise Refused(_("“{name}” is missing."), name=name)
        case "string_too_long":
            most = context["max_length"]
            raise Refused(_("“{name}” is longer than {most} characters."), name=name, most=most)
        case "greater_than_equal" | "less_than_equal" | "int_parsing" | "int_parsing_size":
            raise Refused(
                _("“{name}” is a whole number, and “{text}” is none that it can be."),
                name=name,
                text=text,
            )
        case "enum" | "literal_error":
            expected = context["expected"].replace("'", "")
            raise Refused(
                _("“{text}” is not what “{name}” can be. It is one of: {choices}."),
                name=name,
                text=text,
                choices=expected.replace(" or ", ", "),
            )
    raise Refused(_("“{text}” is not what “{name}” can be."), name=name, text=text)


@cache
def description() -> dict[str, Any]:
    """Return what the API says of itself, as OpenAPI 3.1."""
    said: dict[str, Any] = dict(api.get_openapi_schema(path_prefix=ROOT))
    said["info"] = {
        **said["info"],
        "license": {"name": "AGPL-3.0-or-later", "identifier": "AGPL-3.0-or-later"},
        "x-amparo": amparo.__version__,
    }
    said["servers"] = [{"url": "/"}]
    schemas = said["components"]["schemas"]
    schemas["Problem"] = Problem.json_schema()
    for name in schemas.keys() - _named_in(said, schemas):
        del schemas[name]  # of parameters, which stand with each operation
    for schema in schemas.values():
        _tell(schema)
    for path in said["paths"].values():
        for operation in path.values():
            operation["parameters"] = [*operation["parameters"], _LANGUAGE]
            for answer in operation["responses"].values():
                for content in answer.get("content", {}).values():
                    _tell(content["schema"])
    return said


_LANGUAGE = {
    "in": "query",
    "name": "lang",
    "required": False,
    "schema": {"type": "string", "enum": list(LANGUAGES)},
    "description": "The language of names and titles; English, if absent.",
}
_REFERENCE = re.compile(r'"#/components/schemas/(\w+)"')
_OF_THE_CODE = re.compile(r"[^.]*\bmarked for translation\b[^.]*\.\s*|:raises \w+:.*", re.S)


def _named_in(said: dict[str, Any], schemas: dict[str, Any]) -> set[str]:
    """Return the schemas that operations name, and those that these name."""
    found: set[str] = set()
    wanted = set(_REFERENCE.findall(json.dumps(said["paths"])))
    while wanted:
        found |= wanted
        wanted = set(_REFERENCE.findall(json.dumps([schemas[one] for one in wanted]))) - found
    return found


def _tell(schema: dict[str, Any]) -> None:
    """Leave out of a description what only those who write the code need."""
    if "description" in schema:
        text = " ".join(_OF_THE_CODE.sub("", schema["description"]).split())
        schema["description"] = text
