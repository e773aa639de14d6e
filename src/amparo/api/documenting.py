"""The description of the API as a page reads it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from itertools import groupby
from typing import Any

from .service import description, operations


@dataclass(frozen=True, slots=True)
class ParameterLine:
    """A parameter: its name, what it may be, what it means."""

    name: str
    kind: str
    says: str


@dataclass(frozen=True, slots=True)
class OperationLine:
    """An operation: where it is, what it returns, what it can be asked."""

    name: str
    path: str
    says: str
    more: str
    is_list: bool
    parameters: tuple[ParameterLine, ...]
    fields: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Subject:
    """The operations of a subject."""

    name: str
    operations: tuple[OperationLine, ...]


@dataclass(frozen=True, slots=True)
class DocumentationPage:
    """The whole description."""

    version: str
    subjects: tuple[Subject, ...]


@cache
def page() -> DocumentationPage:
    """Return the description, by subject."""
    said = description()
    found = [
        (operation["tags"][0], _operation(said, path, operation))
        for path, methods in said["paths"].items()
        for operation in methods.values()
    ]
    found.sort(key=lambda one: one[0])
    return DocumentationPage(
        said["info"]["version"],
        tuple(
            Subject(name, tuple(one for _tag, one in them))
            for name, them in groupby(found, key=lambda one: one[0])
        ),
    )


def _operation(said: dict[str, Any], path: str, operation: dict[str, Any]) -> OperationLine:
    name = operation["operationId"]
    schema = operation["responses"][200]["content"]["application/json"]["schema"]
    record = _resolved(said, schema)
    if name in operations.lists:
        record = _resolved(said, record["properties"]["items"]["items"])
    more = operation.get("description", "")
    return OperationLine(
        name=name,
        path=path,
        says=operation["summary"],
        more=more if more.rstrip(".") != operation["summary"] else "",
        is_list=name in operations.lists,
        parameters=tuple(_parameter(one) for one in operation["parameters"]),
        fields=tuple(record.get("properties", ())),
    )


def _parameter(one: dict[str, Any]) -> ParameterLine:
    schema = one["schema"]
    kind = schema.get("format") or schema.get("type", "")
    if "enum" in schema:
        kind = " | ".join(str(value) for value in schema["enum"])
    return ParameterLine(one["name"], kind, one.get("description", ""))


def _resolved(said: dict[str, Any], schema: dict[str, Any]) -> dict[str, Any]:
    if "$ref" in schema:
        found: dict[str, Any] = said["components"]["schemas"][schema["$ref"].rpartition("/")[2]]
        return found
    return schema
