"""A report as tagged PDF (PDF/UA): language, title, bookmarks, words for every drawing."""

from __future__ import annotations

import base64
from pathlib import Path

from django.template.loader import render_to_string
from django.utils import translation
from weasyprint import HTML

from amparo import core

from .document import Report
from .pictures import png

_STYLE = Path(__file__).with_name("print.css")
_MARK = Path(core.__file__).with_name("static") / "amparo" / "mark.svg"


def render(report: Report, *, root: str = "") -> bytes:
    """
    Return the report as PDF.

    `root` is where the site is found (`https://…`); with it, figures lead to their rows.
    """
    return HTML(string=as_html(report, root=root)).write_pdf(
        pdf_variant="pdf/ua-1", pdf_identifier=report.name.encode()
    )


def as_html(report: Report, *, root: str = "") -> str:
    """Return the page that is printed, whole: nothing is fetched."""
    with translation.override(report.language.lower()):
        style = _STYLE.read_text("utf-8")
        return render_to_string(
            "stats/report_print.html",
            {
                "report": report,
                "root": root,
                "style": style,
                "mark": _image(_MARK.read_text("utf-8")),
                "image": _image,
                # Letters that join are not joined in drawings; there, a picture stands for it.
                "drawing": _picture if report.rtl else _image,
            },
        )


def _picture(svg: str) -> str:
    """Return a drawing as the address of a picture of it."""
    return "data:image/png;base64," + base64.b64encode(png(svg)).decode()


def _image(svg: str) -> str:
    """Return a drawing as the address of an image that carries itself."""
    return "data:image/svg+xml;base64," + base64.b64encode(svg.encode()).decode()
