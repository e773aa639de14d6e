"""Real files, made here, each with a secret in every place that could tell one."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Mapping

import docx
import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf, String
from PIL import Image, ImageDraw

# What must not survive, and what must.
SECRET = "Zarqana-Ilmarinen-7731"
SHOWN = "The cell measured four square metres"


def drawing(size: tuple[int, int] = (120, 80), mode: str = "RGB") -> Image.Image:
    """Return a picture that is not the same in any corner."""
    picture = Image.new("RGB", size, "white")
    pen = ImageDraw.Draw(picture)
    pen.rectangle((0, 0, size[0] // 2, size[1] // 2), fill=(200, 30, 30))
    pen.ellipse((size[0] // 2, size[1] // 2, size[0] - 1, size[1] - 1), fill=(20, 60, 200))
    return picture.convert(mode)


def exif() -> Image.Exif:
    """Return EXIF with a name, a camera and a place."""
    told = Image.Exif()
    told[0x013B] = SECRET  # artist
    told[0x010F] = SECRET  # maker of the camera
    told[0x8298] = SECRET  # copyright
    told.get_ifd(0x8825)[0x001D] = SECRET  # where it was taken
    return told


def jpeg(**options: object) -> bytes:
    out = io.BytesIO()
    told = {"exif": exif(), "comment": SECRET.encode(), "xmp": xmp(), "quality": 88}
    drawing().save(out, "JPEG", **{**told, **options})
    return out.getvalue() + SECRET.encode()


def png(**options: object) -> bytes:
    from PIL.PngImagePlugin import PngInfo

    told = PngInfo()
    told.add_text("Author", SECRET)
    told.add_itxt("XML:com.adobe.xmp", xmp().decode())
    out = io.BytesIO()
    drawing().save(out, "PNG", pnginfo=told, exif=exif(), **options)
    return out.getvalue() + SECRET.encode()


def webp(**options: object) -> bytes:
    out = io.BytesIO()
    drawing().save(out, "WEBP", exif=exif(), xmp=xmp(), **options)
    return out.getvalue()


def gif() -> bytes:
    out = io.BytesIO()
    drawing().save(out, "GIF", comment=SECRET.encode())
    return out.getvalue() + SECRET.encode()


def tiff(pages: int = 2) -> bytes:
    out = io.BytesIO()
    more = [drawing((60 + n, 40)) for n in range(1, pages)]
    drawing().save(
        out,
        "TIFF",
        save_all=True,
        append_images=more,
        artist=SECRET,
        description=SECRET,
        software=SECRET,
    )
    return out.getvalue()


def xmp() -> bytes:
    return (
        '<x:xmpmeta xmlns:x="adobe:ns:meta/">'
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/"><rdf:Description rdf:about="" '
        f'dc:source="{SECRET}"/></rdf:RDF></x:xmpmeta>'
    ).encode()


def moving(form: str) -> bytes:
    """Return an animation of three frames."""
    out = io.BytesIO()
    frames = [drawing().rotate(angle) for angle in (0, 90, 180)]
    frames[0].save(out, form, save_all=True, append_images=frames[1:], duration=200, loop=0)
    return out.getvalue()


def pdf(change: Callable[[Pdf], None] = lambda _document: None, **options: object) -> bytes:
    """Return a tagged PDF of one page, with a secret wherever one goes."""
    document = Pdf.new()
    page = document.add_blank_page(page_size=(300, 200))
    font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
    page.Resources = Dictionary(
        Font=Dictionary(F1=font), XObject=Dictionary(Im1=_picture_in(document))
    )
    page.Contents = document.make_stream(
        f"/P <</MCID 0>> BDC BT /F1 12 Tf 20 100 Td ({SHOWN}) Tj ET EMC /Im1 Do".encode()
    )
    page.PieceInfo = Dictionary(Office=Dictionary(Private=String(SECRET)))
    page.Metadata = document.make_stream(xmp(), Type=Name.Metadata, Subtype=Name.XML)
    page.AA = Dictionary(O=_script())
    page.Annots = Array([_note(document), _attached(document), _link(document)])
    root = document.Root
    root.Lang = String("es")
    root.MarkInfo = Dictionary(Marked=True)
    root.StructTreeRoot = document.make_indirect(
        Dictionary(Type=Name.StructTreeRoot, K=Dictionary(Type=Name.StructElem, S=Name.P, K=0))
    )
    root.Metadata = document.make_stream(xmp(), Type=Name.Metadata, Subtype=Name.XML)
    root.OpenAction = _script()
    root.Names = Dictionary(
        JavaScript=Dictionary(Names=Array([String(SECRET), _script()])),
        EmbeddedFiles=Dictionary(Names=Array([String("a"), _attachment(document)])),
    )
    root.AcroForm = Dictionary(
        Fields=Array([]), XFA=document.make_stream(f"<xdp>{SECRET}</xdp>".encode())
    )
    document.docinfo["/Author"] = SECRET
    document.docinfo["/Title"] = SECRET
    change(document)
    out = io.BytesIO()
    document.save(out, **options)
    return out.getvalue()


def _script() -> Dictionary:
    return Dictionary(S=Name.JavaScript, JS=String(f"app.alert('{SECRET}')"))


def _picture_in(document: Pdf) -> pikepdf.Object:
    return document.make_stream(
        jpeg(),
        Type=Name.XObject,
        Subtype=Name.Image,
        Width=120,
        Height=80,
        ColorSpace=Name.DeviceRGB,
        BitsPerComponent=8,
        Filter=Name.DCTDecode,
        Metadata=document.make_stream(xmp()),
    )


def _attachment(document: Pdf) -> Dictionary:
    inside = document.make_stream(SECRET.encode(), Type=Name.EmbeddedFile)
    return Dictionary(Type=Name.Filespec, F=String("a.txt"), EF=Dictionary(F=inside))


def _note(document: Pdf) -> pikepdf.Object:
    return document.make_indirect(
        Dictionary(
            Type=Name.Annot,
            Subtype=Name.Text,
            Rect=Array([10, 10, 20, 20]),
            T=String(SECRET),
            M=String("D:20250101"),
            Contents=String("Please check the date."),
        )
    )


def _attached(document: Pdf) -> pikepdf.Object:
    return document.make_indirect(
        Dictionary(
            Type=Name.Annot,
            Subtype=Name.FileAttachment,
            Rect=Array([30, 10, 40, 20]),
            FS=_attachment(document),
        )
    )


def _link(document: Pdf) -> pikepdf.Object:
    return document.make_indirect(
        Dictionary(
            Type=Name.Annot,
            Subtype=Name.Link,
            Rect=Array([50, 10, 60, 20]),
            A=Dictionary(S=Name.Launch, F=String(f"C:\\{SECRET}.exe")),
        )
    )


def text_of(content: bytes) -> str:
    """Return the text that a PDF shows."""
    import pypdf

    return "\n".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(content)).pages)


def word(parts: Mapping[str, bytes | None] | None = None) -> bytes:
    """Return a DOCX with an author, a comment, a picture; `parts` are put in, or taken out (None)."""
    document = docx.Document()
    document.core_properties.author = SECRET
    document.core_properties.comments = SECRET
    run = document.add_paragraph(SHOWN).runs[0]
    document.add_comment(run, text="Is that right?", author=SECRET, initials="ZI7731")
    document.add_picture(io.BytesIO(jpeg()))
    out = io.BytesIO()
    document.save(out)
    return with_parts(out.getvalue(), parts or {})


def with_parts(archive: bytes, parts: Mapping[str, bytes | None]) -> bytes:
    """Return an archive with parts put in, replaced or taken out."""
    with zipfile.ZipFile(io.BytesIO(archive)) as before:
        kept: dict[str, bytes | None] = {one: before.read(one) for one in before.namelist()}
    kept.update(parts)
    return packed({name: part for name, part in kept.items() if part is not None})


def parts_of(archive: bytes) -> dict[str, bytes]:
    """Return the parts of an archive."""
    with zipfile.ZipFile(io.BytesIO(archive)) as opened:
        return {one: opened.read(one) for one in opened.namelist()}


def packed(parts: Mapping[str, bytes]) -> bytes:
    """Return an archive of these parts."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return out.getvalue()


_OPC = "application/vnd.openxmlformats-officedocument."
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"


def relations(*rows: tuple[str, str, str, str]) -> bytes:
    """Return a part of relations: id, last word of the type, target, mode."""
    lines = "".join(
        f'<Relationship Id="{one}" Type="{_R}/{kind}" Target="{target}" TargetMode="{mode}"/>'
        for one, kind, target, mode in rows
    )
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{lines}</Relationships>'.encode()


def types(main: str, parts: Mapping[str, str]) -> bytes:
    """Return the list of types of an office file."""
    rows = "".join(
        f'<Override PartName="/{name}" ContentType="{kind}"/>' for name, kind in parts.items()
    )
    return (
        (
            f'<Types xmlns="{_PACKAGE}/content-types">'
            '<Default Extension="rels" '
            'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            '<Default Extension="xml" ContentType="application/xml"/>'
            f'<Default Extension="png" ContentType="image/png"/>{rows}</Types>'
        )
        .replace("{main}", main)
        .encode()
    )


def workbook(parts: Mapping[str, bytes | None] | None = None) -> bytes:
    """Return an XLSX with a note, a pivot's author, a path and a printer's settings in it."""
    s = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    kind = _OPC + "spreadsheetml."
    made = {
        "[Content_Types].xml": types(
            "",
            {
                "xl/workbook.xml": kind + "sheet.main+xml",
                "xl/worksheets/sheet1.xml": kind + "worksheet+xml",
                "xl/comments1.xml": kind + "comments+xml",
                "xl/printerSettings/printerSettings1.bin": kind + "printerSettings",
            },
        ),
        "_rels/.rels": relations(("rId1", "officeDocument", "xl/workbook.xml", "Internal")),
        "xl/workbook.xml": (
            f'<workbook xmlns="{s}" xmlns:r="{_R}" xmlns:x15ac="urn:x15ac">'
            f'<fileSharing userName="{SECRET}"/><x15ac:absPath url="C:\\{SECRET}\\"/>'
            '<sheets><sheet name="Cells" sheetId="1" r:id="rId1"/></sheets></workbook>'
        ).encode(),
        "xl/_rels/workbook.xml.rels": relations(
            ("rId1", "worksheet", "worksheets/sheet1.xml", "Internal"),
            ("rId2", "connections", "connections.xml", "Internal"),
        ),
        "xl/connections.xml": f"<connections>{SECRET}</connections>".encode(),
        "xl/worksheets/sheet1.xml": (
            f'<worksheet xmlns="{s}" xmlns:r="{_R}"><sheetData><row r="1">'
            f'<c r="A1" t="inlineStr"><is><t>{SHOWN}</t></is></c></row></sheetData>'
            '<pageSetup orientation="portrait" r:id="rId2"/></worksheet>'
        ).encode(),
        "xl/worksheets/_rels/sheet1.xml.rels": relations(
            ("rId1", "comments", "../comments1.xml", "Internal"),
            ("rId2", "printerSettings", "../printerSettings/printerSettings1.bin", "Internal"),
            ("rId3", "hyperlink", "https://example.org/", "External"),
            ("rId4", "externalLinkPath", f"file:///C:/{SECRET}.xlsx", "External"),
        ),
        "xl/printerSettings/printerSettings1.bin": SECRET.encode("utf-16"),
        "xl/comments1.xml": (
            f'<comments xmlns="{s}"><authors><author>{SECRET}</author></authors><commentList>'
            f'<comment ref="A1" authorId="0"><text><r><t>{SECRET}:</t></r>'
            "<r><t>To be measured again.</t></r></text></comment></commentList></comments>"
        ).encode(),
        "hidden.txt": SECRET.encode(),
    }
    return with_parts(packed(made), parts or {})


def presentation(parts: Mapping[str, bytes | None] | None = None) -> bytes:
    """Return a PPTX with one slide, and the names of those who commented."""
    p = "http://schemas.openxmlformats.org/presentationml/2006/main"
    kind = _OPC + "presentationml."
    made = {
        "[Content_Types].xml": types(
            "",
            {
                "ppt/presentation.xml": kind + "presentation.main+xml",
                "ppt/slides/slide1.xml": kind + "slide+xml",
                "ppt/commentAuthors.xml": kind + "commentAuthors+xml",
            },
        ),
        "_rels/.rels": relations(
            ("rId1", "officeDocument", "ppt/presentation.xml", "Internal"),
            ("rId2", "thumbnail", "docProps/thumbnail.jpeg", "Internal"),
        ),
        "docProps/thumbnail.jpeg": jpeg(),
        "ppt/presentation.xml": (
            f'<p:presentation xmlns:p="{p}" xmlns:r="{_R}"><p:sldIdLst>'
            '<p:sldId id="256" r:id="rId1"/></p:sldIdLst></p:presentation>'
        ).encode(),
        "ppt/_rels/presentation.xml.rels": relations(
            ("rId1", "slide", "slides/slide1.xml", "Internal"),
            ("rId2", "commentAuthors", "commentAuthors.xml", "Internal"),
        ),
        "ppt/slides/slide1.xml": f'<p:sld xmlns:p="{p}"><p:t>{SHOWN}</p:t></p:sld>'.encode(),
        "ppt/commentAuthors.xml": (
            f'<p:cmAuthorLst xmlns:p="{p}"><p:cmAuthor id="1" name="{SECRET}" '
            f'initials="{SECRET}" lastIdx="1" clrIdx="0"/></p:cmAuthorLst>'
        ).encode(),
    }
    return with_parts(packed(made), parts or {})


_ODF = "urn:oasis:names:tc:opendocument:xmlns:"


def open_document(
    form: str = "text",
    parts: Mapping[str, bytes | None] | None = None,
    *,
    body: str = "",
    manifest: str = "",
) -> bytes:
    """Return an ODT, ODS or ODP with an annotation, a tracked change, a picture and meta.xml."""
    names = " ".join(
        f'xmlns:{one}="{_ODF}{full}"'
        for one, full in {
            "office": "office:1.0",
            "text": "text:1.0",
            "draw": "drawing:1.0",
            "meta": "meta:1.0",
            "config": "config:1.0",
            "script": "script:1.0",
        }.items()
    )
    names += ' xmlns:dc="http://purl.org/dc/elements/1.1/"'
    names += ' xmlns:xlink="http://www.w3.org/1999/xlink"'
    names += ' xmlns:officeooo="http://openoffice.org/2009/office"'
    made = {
        "mimetype": f"application/vnd.oasis.opendocument.{form}".encode(),
        "content.xml": (
            f"<office:document-content {names}><office:scripts/><office:body><office:text>"
            "<text:tracked-changes><text:changed-region><text:insertion><office:change-info>"
            f"<dc:creator>{SECRET}</dc:creator><dc:date>2025-01-01T10:11:12</dc:date>"
            "</office:change-info></text:insertion></text:changed-region></text:tracked-changes>"
            f'<text:p officeooo:rsid="7731">{SHOWN}<office:annotation><dc:creator>{SECRET}'
            f"</dc:creator><meta:creator-initials>{SECRET}</meta:creator-initials>"
            "<text:p>Is that right?</text:p></office:annotation></text:p>"
            '<draw:image xlink:href="Pictures/1.jpg"/>'
            f'<text:a xlink:href="file:///{SECRET}">a</text:a>'
            f'<text:a xlink:href="https://example.org/">b</text:a>{body}'
            "</office:text></office:body></office:document-content>"
        ).encode(),
        "styles.xml": f"<office:document-styles {names}/>".encode(),
        "settings.xml": (
            f"<office:document-settings {names}><config:config-item "
            f'config:name="PrinterName">{SECRET}</config:config-item></office:document-settings>'
        ).encode(),
        "meta.xml": f"<m>{SECRET}</m>".encode(),
        "Thumbnails/thumbnail.png": png(),
        "Pictures/1.jpg": jpeg(),
        "META-INF/manifest.xml": (
            f'<manifest:manifest xmlns:manifest="{_ODF}manifest:1.0"><manifest:file-entry '
            f'manifest:full-path="content.xml" manifest:media-type="text/xml">{manifest}'
            "</manifest:file-entry></manifest:manifest>"
        ).encode(),
    }
    return with_parts(packed(made), parts or {})


EACH = {
    "report.pdf": pdf,
    "report.docx": word,
    "cells.xlsx": workbook,
    "talk.pptx": presentation,
    "report.odt": open_document,
    "cells.ods": lambda: open_document("spreadsheet"),
    "talk.odp": lambda: open_document("presentation"),
    "photo.jpg": jpeg,
    "photo.png": png,
    "photo.webp": webp,
    "scan.tiff": tiff,
    "photo.gif": gif,
}
