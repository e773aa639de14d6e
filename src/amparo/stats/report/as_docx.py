"""
A report as DOCX: real headings, numbered paragraphs, tables with heads, pictures with words.

Drawings become PNG, which every word processor shows. In a language read from the right, sections,
paragraphs, runs and tables say so.
"""

from __future__ import annotations

import io
from datetime import UTC, datetime, time
from typing import Any

import docx
from django.utils import translation
from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Emu, Mm, Pt, RGBColor
from docx.text.paragraph import Paragraph as DocxParagraph

from amparo.core.pages import here

from .document import Block, Chart, Note, Paragraph, Report, Span, Spans, Table, Text
from .pictures import png

INK, QUIET, RULE, LIGHT = "1C2024", "5A6068", "D6D0C3", "E9A23B"
_LATIN, _ARABIC, _CHINESE = "Georgia", "Noto Naskh Arabic", "Noto Serif CJK SC"
# Word's names of the languages: what it spells by.
_LANGUAGES = {
    "en": "en-GB",
    "fr": "fr-FR",
    "es": "es-ES",
    "ar": "ar-SA",
    "ru": "ru-RU",
    "zh-Hans": "zh-CN",
}
# In which order the format wants what describes a paragraph, a run, a table, a section.
_ORDER = {
    "pPr": (
        "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers "
        "pBdr shd tabs suppressAutoHyphens kinsoku wordWrap overflowPunct topLinePunct autoSpaceDE "
        "autoSpaceDN bidi adjustRightInd snapToGrid spacing ind contextualSpacing mirrorIndents "
        "suppressOverlap jc textDirection textAlignment textboxTightWrap outlineLvl divId cnfStyle "
        "rPr sectPr pPrChange"
    ),
    "rPr": (
        "rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss imprint "
        "noProof snapToGrid vanish webHidden color spacing w kern position sz szCs highlight u "
        "effect bdr shd fitText vertAlign rtl cs em lang eastAsianLayout specVanish oMath"
    ),
    "tblPr": (
        "tblStyle tblpPr tblOverlap bidiVisual tblStyleRowBandSize tblStyleColBandSize tblW jc "
        "tblCellSpacing tblInd tblBorders shd tblLayout tblCellMar tblLook tblCaption "
        "tblDescription tblPrChange"
    ),
    "sectPr": (
        "headerReference footerReference footnotePr endnotePr type pgSz pgMar paperSrc pgBorders "
        "lnNumType pgNumType cols formProt vAlign noEndnote titlePg textDirection bidi rtlGutter "
        "docGrid printerSettings sectPrChange"
    ),
}
_NUMBERED = "Numbered paragraph"
_SUB = "Sub-paragraph"


def render(report: Report, *, root: str = "") -> bytes:
    """
    Return the report as DOCX.

    `root` is where the site is found (`https://…`); with it, figures lead to their rows.
    """
    writer = _Writer(report, root)
    with translation.override(report.language.lower()):
        writer.write()
    file = io.BytesIO()
    writer.document.save(file)
    return file.getvalue()


class _Writer:
    """A document while it is written."""

    def __init__(self, report: Report, root: str) -> None:
        self.report = report
        self.root = root
        self.document: Document = docx.Document()

    def write(self) -> None:
        self._properties()
        self._page()
        self._styles()
        self._numbering()
        self._paragraph("Title", (Text(self.report.title),))
        self._paragraph("Subtitle", (Text(self.report.subtitle),))
        self._paragraph("Frame", self.report.frame)
        for section in self.report.sections:
            words = (Text(f"{section.number}. {section.title}"),)
            self._paragraph(f"Heading {section.level}", words)
            for block in section.blocks:
                self._block(block)

    def _block(self, block: Block) -> None:
        match block:
            case Paragraph():
                self._paragraph(_NUMBERED, block.spans)
                for item in block.items:
                    self._paragraph(_SUB, item)
            case Note():
                self._paragraph("Remark", block.spans)
            case Table():
                self._table(block)
            case Chart():
                self._chart(block)

    # What the document is

    def _properties(self) -> None:
        about = self.document.core_properties
        about.title = self.report.title
        about.subject = self.report.subtitle
        about.language = self.report.language
        about.author = "Amparo"
        about.comments = ""
        # The same report gives the same file, whenever it is made.
        about.created = about.modified = datetime.combine(self.report.known_on, time.min, UTC)

    def _page(self) -> None:
        section = self.document.sections[0]
        section.page_width, section.page_height = Mm(210), Mm(297)
        section.left_margin = section.right_margin = Mm(26)
        section.top_margin, section.bottom_margin = Mm(25), Mm(25)
        if self.report.rtl:
            _put(section._sectPr, OxmlElement("w:bidi"))
        foot = section.footer.paragraphs[0]
        foot.alignment = WD_ALIGN_PARAGRAPH.CENTER
        _page_number(foot)

    def _styles(self) -> None:
        styles = self.document.styles
        self._defaults(styles.element)
        normal = styles["Normal"]
        normal.font.size = Pt(11)
        normal.paragraph_format.space_after = Pt(7)
        normal.paragraph_format.line_spacing = 1.25
        self._fonts(normal.element.get_or_add_rPr())
        for name, size, before, after in (
            ("Title", 26, 90, 8),
            ("Subtitle", 14, 0, 16),
            ("Heading 1", 16, 24, 8),
            ("Heading 2", 12.5, 16, 6),
            ("Caption", 11, 8, 4),
        ):
            style = styles[name]
            style.font.size = Pt(size)
            style.font.color.rgb = RGBColor.from_string(INK)
            style.font.bold = name.startswith("Heading") or name == "Caption"
            style.font.cs_bold = style.font.bold
            style.font.italic = False
            style.paragraph_format.space_before = Pt(before)
            style.paragraph_format.space_after = Pt(after)
            self._fonts(style.element.get_or_add_rPr(), size)
            _drop(style.element, "w:pBdr")
        styles["Caption"].paragraph_format.keep_with_next = True
        for name in (_NUMBERED, _SUB, "Remark", "Frame", "Cell", "Source"):
            style = styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
            style.base_style = normal
            style.quick_style = True
        styles["Cell"].font.size = styles["Frame"].font.size = Pt(9.5)
        styles["Source"].font.size = Pt(9)
        styles["Cell"].paragraph_format.space_after = Pt(2)
        styles["Cell"].paragraph_format.space_before = Pt(2)
        for name in ("Frame", "Source"):
            styles[name].font.color.rgb = RGBColor.from_string(QUIET)
        self._remark(styles["Remark"].element.get_or_add_pPr())

    def _remark(self, properties: Any) -> None:
        side = "right" if self.report.rtl else "left"
        line = f'<w:{side} w:val="single" w:sz="18" w:space="10" w:color="{LIGHT}"/>'
        _put(properties, parse_xml(f"<w:pBdr {nsdecls('w')}>{line}</w:pBdr>"))

    def _defaults(self, styles: Any) -> None:
        """Say in which language the document is written, for every script."""
        properties = styles.find(qn("w:docDefaults")).find(qn("w:rPrDefault")).find(qn("w:rPr"))
        _drop(properties, "w:lang")
        code = _LANGUAGES[self.report.language]
        lang = OxmlElement("w:lang")
        lang.set(qn("w:val"), "en-GB" if self.report.rtl else code)
        lang.set(qn("w:eastAsia"), code if code.startswith("zh") else "zh-CN")
        lang.set(qn("w:bidi"), code if self.report.rtl else "ar-SA")
        _put(properties, lang)
        settings = self.document.settings.element
        theme = settings.find(qn("w:themeFontLang"))
        if theme is not None:
            settings.remove(theme)

    def _fonts(self, properties: Any, size: float = 11) -> None:
        _drop(properties, "w:rFonts")
        fonts = OxmlElement("w:rFonts")
        for script, name in (
            ("ascii", _LATIN),
            ("hAnsi", _LATIN),
            ("eastAsia", _CHINESE),
            ("cs", _ARABIC),
        ):
            fonts.set(qn(f"w:{script}"), name)
        _put(properties, fonts)
        _drop(properties, "w:szCs")
        complex_size = OxmlElement("w:szCs")
        complex_size.set(qn("w:val"), str(round(2 * size)))
        _put(properties, complex_size)

    def _numbering(self) -> None:
        """Number the paragraphs through the document, and their parts (a), (b), (c)."""
        numbering = self.document.part.numbering_part.element
        letters = "decimal" if self.report.rtl else "lowerLetter"
        abstract = parse_xml(
            f'<w:abstractNum {nsdecls("w")} w:abstractNumId="90">'
            '<w:multiLevelType w:val="multilevel"/>'
            '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/>'
            '<w:lvlText w:val="%1."/><w:lvlJc w:val="left"/>'
            '<w:pPr><w:ind w:left="567" w:hanging="567"/></w:pPr></w:lvl>'
            f'<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="{letters}"/>'
            '<w:lvlText w:val="(%2)"/><w:lvlJc w:val="left"/>'
            '<w:pPr><w:ind w:left="1021" w:hanging="454"/></w:pPr></w:lvl>'
            "</w:abstractNum>"
        )
        first = numbering.find(qn("w:num"))
        if first is None:
            numbering.append(abstract)
        else:
            first.addprevious(abstract)
        numbering.append(
            parse_xml(f'<w:num {nsdecls("w")} w:numId="90"><w:abstractNumId w:val="90"/></w:num>')
        )
        for level, name in enumerate((_NUMBERED, _SUB)):
            properties = self.document.styles[name].element.get_or_add_pPr()
            held = f'<w:ilvl w:val="{level}"/><w:numId w:val="90"/>'
            _put(properties, parse_xml(f"<w:numPr {nsdecls('w')}>{held}</w:numPr>"))

    # What it says

    def _paragraph(self, style: str, spans: Spans) -> DocxParagraph:
        paragraph = self.document.add_paragraph(style=style)
        self._fill(paragraph, spans)
        return paragraph

    def _fill(self, paragraph: DocxParagraph, spans: Spans) -> None:
        if self.report.rtl:
            _put(paragraph._p.get_or_add_pPr(), OxmlElement("w:bidi"))
        for span in spans:
            self._run(paragraph, span)

    def _run(self, paragraph: DocxParagraph, span: Span) -> None:
        run = paragraph.add_run(span.text)
        if self.report.rtl and _reads_from_the_right(span):
            _put(run._r.get_or_add_rPr(), OxmlElement("w:rtl"))
        if isinstance(span, Text) or not self.root:
            return
        link = OxmlElement("w:hyperlink")
        link.set(
            qn("r:id"),
            paragraph.part.relate_to(
                self.root + here(span.path), RELATIONSHIP_TYPE.HYPERLINK, is_external=True
            ),
        )
        paragraph._p.append(link)
        link.append(run._r)

    def _table(self, block: Table) -> None:
        self._paragraph("Caption", (Text(block.caption),))
        table = self.document.add_table(rows=1, cols=len(block.head))
        table.autofit = True
        properties = table._tbl.tblPr
        if self.report.rtl:
            _put(properties, OxmlElement("w:bidiVisual"))
        _put(properties, _lines())
        words = OxmlElement("w:tblCaption")
        words.set(qn("w:val"), block.caption)
        _put(properties, words)
        head = table.rows[0]
        head._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
        heads: tuple[Spans, ...] = tuple((Text(one),) for one in block.head)
        self._cells(head.cells, heads, block, bold=True)
        for row in block.rows:
            added = table.add_row()
            added._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
            self._cells(added.cells, row, block)
        self.document.add_paragraph(style="Cell")

    def _cells(
        self, cells: Any, contents: tuple[Spans, ...], block: Table, *, bold: bool = False
    ) -> None:
        for index, (cell, spans) in enumerate(zip(cells, contents, strict=True)):
            paragraph = cell.paragraphs[0]
            paragraph.style = self.document.styles["Cell"]
            self._fill(paragraph, spans)
            if index in block.numeric:
                # In a paragraph read from the right, Word takes RIGHT for its end, too.
                paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
            for run in paragraph.runs if bold else ():
                run.bold = run.font.cs_bold = True

    def _chart(self, block: Chart) -> None:
        self._paragraph("Caption", (Text(block.title),))
        paragraph = self.document.add_paragraph()
        file = io.BytesIO(png(block.standalone))
        picture = paragraph.add_run().add_picture(file, width=self._width())
        about = picture._inline.docPr
        about.set("title", block.title)
        about.set("descr", f"{block.title}. {block.description}")
        self._paragraph("Source", (Text(block.description),))

    def _width(self) -> Emu:
        section = self.document.sections[0]
        width, left, right = section.page_width, section.left_margin, section.right_margin
        return Emu(int(width or 0) - int(left or 0) - int(right or 0))


def _reads_from_the_right(span: Span) -> bool:
    """
    Test whether a run in a text read from the right is itself read so.

    A Latin name or a number put into Arabic words keeps its own direction; a mark between Arabic
    words goes with them.
    """
    if any("\u0590" <= sign <= "\u08ff" or "\ufb1d" <= sign <= "\ufefc" for sign in span.text):
        return True
    is_put_in = not isinstance(span, Text) or span.isolated
    return not is_put_in and not any(sign.isalpha() for sign in span.text)


def _put(parent: Any, child: Any) -> None:
    """Add an element where the format wants it: Word refuses those that are out of order."""
    order = _ORDER[_name(parent)].split()
    parent.insert_element_before(
        child, *(f"w:{one}" for one in order[order.index(_name(child)) + 1 :])
    )


def _name(element: Any) -> str:
    return str(element.tag).rpartition("}")[2]


def _drop(parent: Any, name: str) -> None:
    for element in parent.iter(qn(name)):
        element.getparent().remove(element)
        return


def _lines() -> Any:
    """Return rules between the rows, and none around them."""
    return parse_xml(
        f"<w:tblBorders {nsdecls('w')}>"
        f'<w:top w:val="single" w:sz="6" w:color="{QUIET}"/>'
        f'<w:bottom w:val="single" w:sz="6" w:color="{QUIET}"/>'
        f'<w:insideH w:val="single" w:sz="4" w:color="{RULE}"/></w:tblBorders>'
    )


def _page_number(paragraph: DocxParagraph) -> None:
    for kind, words in (("begin", ""), ("", "PAGE"), ("end", "")):
        run = paragraph.add_run()
        run.font.size = Pt(9)
        if kind:
            mark = OxmlElement("w:fldChar")
            mark.set(qn("w:fldCharType"), kind)
        else:
            mark = OxmlElement("w:instrText")
            mark.text = words
        run._r.append(mark)
