"""
A report as JSON: the same sections, with every figure's measure and value beside its words.

The form is described in README.md of this area. The same report gives the same bytes.
"""

from __future__ import annotations

import json

from amparo.core.records import Plain, plain

from .document import (
    Block,
    Chart,
    FigureSpan,
    Note,
    Paragraph,
    Report,
    Section,
    Spans,
    Table,
    plain_text,
)

FORM = "amparo-report/1"


def render(report: Report) -> bytes:
    """Return the report as UTF-8 JSON, ending in a line feed."""
    return (json.dumps(as_data(report), ensure_ascii=False, indent=1) + "\n").encode()


def as_data(report: Report) -> dict[str, Plain]:
    """Return the report as plain data."""
    return {
        "form": FORM,
        "name": report.name,
        "title": report.title,
        "subtitle": report.subtitle,
        "language": report.language,
        "since": report.since.isoformat(),
        "on": report.on.isoformat(),
        "known_on": report.known_on.isoformat(),
        "sections": [_section(one) for one in report.sections],
    }


def _section(section: Section) -> dict[str, Plain]:
    return {
        "anchor": section.anchor,
        "number": section.number,
        "title": section.title,
        "level": section.level,
        "blocks": [_block(block) for block in section.blocks],
    }


def _block(block: Block) -> dict[str, Plain]:
    match block:
        case Paragraph():
            items: list[Plain] = [_words(item) for item in block.items]
            return {
                "kind": block.kind,
                "number": block.number,
                **_words(block.spans),
                **({"items": items} if items else {}),
            }
        case Note():
            return {"kind": block.kind, **_words(block.spans)}
        case Table():
            return {
                "kind": block.kind,
                "caption": block.caption,
                "head": list(block.head),
                "rows": [[_words(cell) for cell in row] for row in block.rows],
            }
        case Chart():
            return {
                "kind": block.kind,
                "anchor": block.anchor,
                "title": block.title,
                "description": block.description,
            }


def _words(spans: Spans) -> dict[str, Plain]:
    figures: list[Plain] = [_figure(span) for span in spans if isinstance(span, FigureSpan)]
    return {"text": plain_text(spans), **({"figures": figures} if figures else {})}


def _figure(span: FigureSpan) -> dict[str, Plain]:
    found: dict[str, Plain] = {
        "text": span.text,
        "measure": span.measure,
        "choices": dict(span.choices),
        "value": plain(span.value),
        "on": span.on.isoformat(),
        "path": span.path,
    }
    if span.since is not None:
        found["since"] = span.since.isoformat()
    if span.published:
        found["published"] = True
    return found
