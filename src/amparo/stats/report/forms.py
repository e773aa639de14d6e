"""The forms in which a report can be had as a file."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from amparo.core.errors import Refused
from amparo.core.words import gettext_noop as _

from . import as_docx, as_json, as_pdf
from .document import Report


@dataclass(frozen=True, slots=True)
class Form:
    """A form of file: how it is called, what the browser is told, how it is made."""

    name: str
    content_type: str
    render: Callable[[Report, str], bytes]


FORMS = {
    "docx": Form(
        "DOCX",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        lambda report, root: as_docx.render(report, root=root),
    ),
    "pdf": Form("PDF", "application/pdf", lambda report, root: as_pdf.render(report, root=root)),
    "json": Form(
        "JSON", "application/json; charset=utf-8", lambda report, _root: as_json.render(report)
    ),
    "html": Form(
        "HTML",
        "text/html; charset=utf-8",
        lambda report, root: as_pdf.as_html(report, root=root).encode(),
    ),
}


def render(report: Report, form: str, *, root: str = "") -> bytes:
    """Return the report in a form. :raises Refused: if there is no such form."""
    if form not in FORMS:
        raise Refused(_("A report cannot be had as {form}."), form=form)
    return FORMS[form].render(report, root)
