"""A version as one HTML file that stands alone: headings, paragraphs with their addresses, notes."""

from __future__ import annotations

from collections.abc import Iterator

from markupsafe import Markup, escape

from amparo.documents.published import Block, Note, Version

from .tree import HEADING, ITEM, PARAGRAPH, TABLE, Run, runs, runs_of

_PAGE = Markup(
    '<!doctype html>\n<html lang="{language}" dir="{direction}">\n<head><meta charset="utf-8">'
    '<meta name="viewport" content="width=device-width">'
    '<title>{symbol}: {title}</title><meta name="dc.identifier" content="{symbol}"></head>\n'
    "<body><main><p>{symbol}</p>\n<h1>{title}</h1>\n{body}\n{notes}</main></body>\n</html>\n"
)
_DEEPEST = 6


def html(version: Version, *, site: str = "") -> str:
    """Return a version as HTML; what is cited leads to `site`, without one to its path alone."""
    line, held = version.document.line, version.version
    writing = _Writing(version, site.rstrip("/"))
    return str(
        _PAGE.format(
            language=held.language,
            direction="rtl" if held.language == "ar" else "ltr",
            symbol=line.symbol,
            title=held.title,
            body=Markup("\n").join(writing.body()),
            notes=writing.notes(),
        )
    )


class _Writing:
    def __init__(self, version: Version, site: str) -> None:
        self.version = version
        self.site = site
        self.known = {(one.part, one.mark): one for one in version.notes}
        self.called: set[str] = set()

    def body(self) -> Iterator[Markup]:
        for block in self.version.blocks:
            yield self._block(block)

    def notes(self) -> Markup:
        if not self.version.notes:
            return Markup("")
        rows = (self._note(one) for one in self.version.notes)
        return Markup("<hr>\n<section>{}</section>").format(Markup("\n").join(rows))

    def _block(self, block: Block) -> Markup:
        words = Markup("").join(self._run(one, block.part) for one in runs(block))
        number = Markup("<span>{}</span> ").format(block.number) if block.number else Markup("")
        if block.kind == HEADING:
            level = min(block.level + 1, _DEEPEST)
            return Markup('<h{0} id="{1}">{2}{3}</h{0}>').format(level, block.eid, number, words)
        if block.kind == TABLE:
            return self._table(block, words)
        margin = {PARAGRAPH: "paragraph", ITEM: f"item-{block.level}"}.get(block.kind, "text")
        return Markup('<p id="{}" class="{}">{}{}</p>').format(block.eid, margin, number, words)

    def _table(self, block: Block, caption: Markup) -> Markup:
        rows = Markup("\n").join(
            Markup("<tr>{}</tr>").format(
                Markup("").join(Markup("<td>{}</td>").format(cell) for cell in row)
            )
            for row in block.rows
        )
        title = Markup("<caption>{}</caption>").format(caption) if caption else Markup("")
        return Markup('<table id="{}">{}{}</table>').format(block.eid, title, rows)

    def _run(self, run: Run, part: str = "main") -> Markup:
        if run.mark:
            note = self.known.get((part, run.mark))
            return self._call(note) if note else Markup("")
        if run.link is None:
            return escape(run.text)
        return Markup('<a href="{}" title="{}">{}</a>').format(
            f"{self.site}{run.link.path}", run.link.words, run.text
        )

    def _call(self, note: Note) -> Markup:
        call = Markup('<sup><a href="#{0}">{1}</a></sup>')
        if note.eid not in self.called:
            self.called.add(note.eid)
            call = Markup('<sup id="{0}_call"><a href="#{0}">{1}</a></sup>')
        return call.format(note.eid, note.mark)

    def _note(self, note: Note) -> Markup:
        words = Markup("").join(self._run(one) for one in runs_of(note.text, note.links))
        back = f"#{note.eid}_call" if note.eid in self.called else f"#{note.eid}"
        return Markup('<p id="{}"><a href="{}">{}</a> {}</p>').format(
            note.eid, back, note.mark, words
        )
