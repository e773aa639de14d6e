"""PDFs for tests, printed from pages."""

from __future__ import annotations

import io
from collections.abc import Callable
from functools import cache

import pikepdf
from weasyprint import HTML  # type: ignore[import-untyped]

STYLE = """
@page { size: A4; margin: 25mm 30mm;
        @top-left { content: 'CAT/C/99/3'; font-size: 9pt }
        @bottom-right { content: counter(page); font-size: 9pt }
        @footnote { border-top: 0.5pt solid black; padding-top: 4pt } }
body { font: 11pt/1.4 'Noto Sans', 'Noto Sans Arabic', 'Noto Sans CJK SC', sans-serif }
p { margin: 0 0 8pt }
h1 { font-size: 15pt }
.note { float: footnote; font-size: 8pt }
::footnote-call { font-size: 65%; vertical-align: super; line-height: 0 }
::footnote-marker { font-size: 65%; vertical-align: super; line-height: 0 }
"""


@cache
def printed(body: str, language: str = "en", style: str = "") -> bytes:
    """Return a PDF of this page; it is laid out once for a run."""
    side = "rtl" if language == "ar" else "ltr"
    page = (
        f'<html lang="{language}" dir="{side}"><head><style>{STYLE}{style}</style></head>'
        f"<body>{body}</body></html>"
    )
    made: bytes = HTML(string=page).write_pdf(pdf_tags=True)
    return made


def changed(content: bytes, change: Callable[[pikepdf.Pdf], None], **saved: object) -> bytes:
    """Return a PDF after something was done to it."""
    out = io.BytesIO()
    with pikepdf.Pdf.open(io.BytesIO(content)) as document:
        change(document)
        document.save(out, **saved)  # type: ignore[arg-type]
    return out.getvalue()
