"""PDFs with pages of one's own, made here."""

from __future__ import annotations

import io
from collections.abc import Callable

from pikepdf import Dictionary, Name, Page, Pdf

SCAN = b"q 595 0 0 842 0 0 cm /Im1 Do Q"
BLANK = b""


def printed(
    *pages: str | bytes, change: Callable[[Pdf], None] = lambda _document: None, **saved: object
) -> bytes:
    """Return a PDF with one text a page, in lines, or the drawing that bytes give."""
    document = Pdf.new()
    font = document.make_indirect(
        Dictionary(
            Type=Name.Font,
            Subtype=Name.Type1,
            BaseFont=Name.Helvetica,
            Encoding=Name.WinAnsiEncoding,
        )
    )
    for page in pages:
        drawn = page if isinstance(page, bytes) else _drawn(page)
        made = Dictionary(
            Type=Name.Page,
            MediaBox=[0, 0, 595, 842],
            Contents=document.make_stream(drawn),
            Resources=Dictionary(Font=Dictionary(F1=font), XObject=Dictionary()),
        )
        document.pages.append(Page(document.make_indirect(made)))
    change(document)
    out = io.BytesIO()
    document.save(out, **saved)  # type: ignore[arg-type]
    return out.getvalue()


def _drawn(text: str) -> bytes:
    lines = text.encode("cp1252").split(b"\n")
    return (
        b"BT /F1 12 Tf 72 720 Td " + b" ".join(b"(%s) Tj 0 -14 Td" % one for one in lines) + b" ET"
    )
