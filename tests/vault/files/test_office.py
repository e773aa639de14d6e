import io
import re

import docx
import pytest

from amparo.core.errors import Refused
from amparo.vault.files.intake import accept

from . import made
from .made import SECRET, SHOWN

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def kept(name: str, content: bytes) -> dict[str, bytes]:
    return made.parts_of(accept(name, content).content)


def refusal(name: str, content: bytes) -> str:
    with pytest.raises(Refused) as refused:
        accept(name, content)
    return str(refused.value)


def with_body(extra: str) -> bytes:
    """Return a DOCX with more in its body."""
    body = made.parts_of(made.word())["word/document.xml"].decode()
    return made.word(
        {"word/document.xml": body.replace("<w:sectPr", extra + "<w:sectPr", 1).encode()}
    )


def test_a_document_of_word_opens_and_shows_what_it_did():
    document = docx.Document(io.BytesIO(accept("a.docx", made.word()).content))

    assert document.paragraphs[0].text == SHOWN
    assert len(document.inline_shapes) == 1
    assert [(one.text, one.author, one.initials) for one in document.comments] == [
        ("Is that right?", "Author", None)
    ]


def test_properties_and_thumbnails_are_gone_and_so_is_every_mention_of_them():
    parts = kept("a.docx", made.word())

    assert [name for name in parts if name.startswith(("docProps", "customXml"))] == []
    assert b"docProps" not in parts["_rels/.rels"] + parts["[Content_Types].xml"]
    assert b"word/document.xml" in parts["_rels/.rels"] + parts["[Content_Types].xml"]


def test_every_part_is_of_the_same_day():
    import zipfile

    content = accept("a.docx", made.word()).content

    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert {one.date_time for one in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    assert accept("b.docx", made.word()).content == content


def test_tracked_changes_stay_without_whose_they_were_and_when():
    content = with_body(
        f'<w:p w:rsidR="00AB7731"><w:ins w:id="1" w:author="{SECRET}" w:date="2025-01-01T00:00:00Z">'
        "<w:r><w:t>inserted</w:t></w:r></w:ins></w:p>"
    )

    document = kept("a.docx", content)["word/document.xml"].decode()

    inserted = re.search(r"<w:ins[^>]*>", document)
    assert inserted is not None
    assert inserted[0] == '<w:ins w:id="1" w:author="Author">'
    assert "inserted" in document
    assert "rsid" not in document


def relation(content: bytes, kind: str, target: str, mode: str = "External") -> bytes:
    """Return a DOCX whose document leads to one thing more, as rId99."""
    name = "word/_rels/document.xml.rels"
    lines = made.parts_of(content)[name].decode()
    more = made.relations(("rId99", kind, target, mode)).decode()
    more = more[more.index("<Relationship ") : more.index("</Relationships>")]
    return made.with_parts(
        content, {name: lines.replace("</Relationships>", more + "</Relationships>").encode()}
    )


@pytest.mark.parametrize(
    ("kind", "target", "after"),
    [
        ("hyperlink", "https://example.org/", "https://example.org/"),
        ("hyperlink", f"file:///c:/{SECRET}", "about:blank"),
        ("hyperlink", "javascript:alert(1)", "about:blank"),
        ("image", "https://example.org/pixel.png", "about:blank"),
        ("frame", f"\\\\server\\{SECRET}", "about:blank"),
        ("attachedTemplate", "https://example.org/a.dotm", None),
    ],
)
def test_only_links_that_people_follow_lead_outside(kind: str, target: str, after: str | None):
    lines = kept("a.docx", relation(made.word(), kind, target))["word/_rels/document.xml.rels"]

    found = re.search(rb'<Relationship [^>]*Id="rId99"[^>]*>', lines)
    assert (found is None) is (after is None)
    if found:
        assert re.search(rb'Target="([^"]*)"', found[0])[1].decode() == after
    assert SECRET.encode() not in lines


@pytest.mark.parametrize(
    ("content", "said"),
    [
        pytest.param(made.word({"word/vbaProject.bin": b"x"}), "holds macros", id="macros"),
        pytest.param(made.word({"word/activeX/activeX1.xml": b"<a/>"}), "holds macros", id="activeX"),
        pytest.param(
            relation(made.word({"word/embeddings/a.bin": b"x"}), "oleObject", "embeddings/a.bin"),
            "an object of another program",
            id="object",
        ),
        pytest.param(
            relation(made.word({"word/b.html": b"x"}), "aFChunk", "b.html", "Internal"),
            "an object of another program",
            id="a page within",
        ),
        pytest.param(
            relation(made.word({"word/media/a.mp4": b"x"}), "video", "media/a.mp4", "Internal"),
            "a sound or a film",
            id="film",
        ),
        pytest.param(
            relation(made.word({"word/media/a.emf": b"x"}), "image", "media/a.emf", "Internal"),
            "cannot be checked",
            id="a drawing of Windows",
        ),
        pytest.param(
            with_body('<w:p><w:r><w:instrText>DDE</w:instrText></w:r><w:r><w:instrText>AUTO cmd'
                      "</w:instrText></w:r></w:p>"),
            "a field that fetches",
            id="a field that runs",
        ),
    ],
)  # fmt: skip
def test_what_runs_or_cannot_be_checked_is_refused(content: bytes, said: str):
    assert accept("a.docx", made.word()).stripped is True
    assert said in refusal("a.docx", content)


def test_a_document_with_macros_is_refused_whatever_its_name():
    types = made.parts_of(made.word())["[Content_Types].xml"].replace(
        b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
        b"application/vnd.ms-word.document.macroEnabled.main+xml",
    )
    content = made.word({"[Content_Types].xml": types})

    for name in ("a.docx", "a.docm"):
        assert refusal(name, content).startswith("The file holds macros.")


def test_a_workbook_keeps_its_cells_and_notes_and_nobody_s_name():
    parts = kept("a.xlsx", made.workbook())

    assert sorted(parts) == [
        "[Content_Types].xml",
        "_rels/.rels",
        "xl/_rels/workbook.xml.rels",
        "xl/comments1.xml",
        "xl/workbook.xml",
        "xl/worksheets/_rels/sheet1.xml.rels",
        "xl/worksheets/sheet1.xml",
    ]
    assert SHOWN.encode() in parts["xl/worksheets/sheet1.xml"]
    assert b'<pageSetup orientation="portrait"/>' in parts["xl/worksheets/sheet1.xml"]
    assert b"<t>Author:</t>" in parts["xl/comments1.xml"]
    assert b"To be measured again." in parts["xl/comments1.xml"]
    assert b"absPath" not in parts["xl/workbook.xml"]


def test_the_workbook_behind_a_chart_is_gone():
    c = "http://schemas.openxmlformats.org/drawingml/2006/chart"
    r = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    types = made.parts_of(made.word())["[Content_Types].xml"].replace(
        b"</Types>",
        b'<Override PartName="/word/charts/chart1.xml" ContentType='
        b'"application/vnd.openxmlformats-officedocument.drawingml.chart+xml"/></Types>',
    )
    content = made.word(
        {
            "[Content_Types].xml": types,
            "word/charts/chart1.xml": (
                f'<c:chartSpace xmlns:c="{c}" xmlns:r="{r}"><c:v>4</c:v>'
                '<c:externalData r:id="rId1"/></c:chartSpace>'
            ).encode(),
            "word/charts/_rels/chart1.xml.rels": made.relations(
                ("rId1", "package", "../embeddings/Workbook1.xlsx", "Internal")
            ),
            "word/embeddings/Workbook1.xlsx": made.workbook(),
        }
    )

    parts = kept("a.docx", relation(content, "chart", "charts/chart1.xml", "Internal"))

    assert b"<c:v>4</c:v>" in parts["word/charts/chart1.xml"]
    assert b"externalData" not in parts["word/charts/chart1.xml"]
    assert [name for name in parts if "embeddings" in name] == []


def test_a_presentation_keeps_its_slides_and_who_commented_is_an_author():
    parts = kept("a.pptx", made.presentation())

    assert SHOWN.encode() in parts["ppt/slides/slide1.xml"]
    assert b'name="Author" initials="A"' in parts["ppt/commentAuthors.xml"]


@pytest.mark.parametrize("form", ["text", "spreadsheet", "presentation"])
def test_an_open_document_keeps_what_it_shows_and_nobody_s_name(form: str):
    ending = {"text": "odt", "spreadsheet": "ods", "presentation": "odp"}[form]

    parts = kept(f"a.{ending}", made.open_document(form))

    assert list(parts) == [
        "mimetype",
        "content.xml",
        "styles.xml",
        "settings.xml",
        "Pictures/1.jpg",
        "META-INF/manifest.xml",
    ]
    content = parts["content.xml"].decode()
    assert SHOWN in content
    assert content.count("<dc:creator>Author</dc:creator>") == 2
    assert "<dc:date>1980-01-01T00:00:00</dc:date>" in content
    assert ("rsid=" in content, "PrinterName" in parts["settings.xml"].decode()) == (False, False)
    assert re.findall(r'<text:a xlink:href="([^"]*)"', content) == ["#", "https://example.org/"]
    listed = re.findall(r'full-path="([^"]*)"', parts["META-INF/manifest.xml"].decode())
    assert listed == ["/", "content.xml", "styles.xml", "settings.xml", "Pictures/1.jpg"]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        pytest.param(
            made.open_document(parts={"Basic/Standard/Module1.xml": b"<a/>"}), "macros", id="basic"
        ),
        pytest.param(
            made.open_document(parts={"Scripts/python/a.py": b"x"}), "macros", id="python"
        ),
        pytest.param(
            made.open_document(body="<script:script/>"), "macros", id="a script in the content"
        ),
        pytest.param(
            made.open_document(body="<draw:object-ole/>"), "an object of another", id="object"
        ),
        pytest.param(
            made.open_document(body="<draw:plugin/>"), "an object of another", id="plugin"
        ),
        pytest.param(
            made.open_document(body="<office:dde-source/>"), "an object of another", id="dde"
        ),
        pytest.param(
            made.open_document(body='<text:p text:formula="of:=WEBSERVICE(&quot;x&quot;)"/>'),
            "a field that fetches",
            id="a formula that fetches",
        ),
        pytest.param(
            made.open_document(manifest="<manifest:encryption-data/>"), "a password", id="locked"
        ),
        pytest.param(made.open_document(parts={"content.xml": None}), "damaged", id="empty"),
        pytest.param(
            made.open_document(parts={"Pictures/1.wmf": b"x"}), "cannot be checked", id="drawing"
        ),
    ],
)
def test_an_open_document_that_runs_or_cannot_be_checked_is_refused(content: bytes, said: str):
    assert accept("a.odt", made.open_document()).stripped is True
    assert said in refusal("a.odt", content)


def test_an_archive_with_a_password_is_refused():
    content = bytearray(made.word())
    for mark in (b"PK\x03\x04", b"PK\x01\x02"):
        at = content.find(mark)
        content[at + (6 if mark == b"PK\x03\x04" else 8)] |= 1

    assert "password" in refusal("a.docx", bytes(content)) or "damaged" in refusal(
        "a.docx", bytes(content)
    )


def test_a_drawing_that_stands_beside_a_picture_of_it_is_left_out():
    a = "http://schemas.openxmlformats.org/drawingml/2006/main"
    r = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    content = relation(
        with_body(
            f'<w:p><a:blip xmlns:a="{a}" xmlns:r="{r}" r:embed="rId1"><a:extLst><a:ext uri="x">'
            '<asvg:svgBlip xmlns:asvg="urn:svg" r:embed="rId99"/></a:ext></a:extLst></a:blip></w:p>'
        ),
        "image",
        "media/drawing.svg",
        "Internal",
    )
    content = made.with_parts(content, {"word/media/drawing.svg": b"<svg onload='alert(1)'/>"})

    parts = kept("a.docx", content)

    assert [name for name in parts if name.endswith(".svg")] == []
    document = parts["word/document.xml"]
    assert b"svgBlip" in made.parts_of(content)["word/document.xml"]
    assert (b"svgBlip" in document, b"rId99" in document, b"<a:blip" in document) == (
        False, False, True,
    )  # fmt: skip


def test_a_drawing_in_an_open_document_is_left_out_with_its_place():
    content = made.open_document(
        parts={"Pictures/2.svg": b"<svg/>"}, body='<draw:image xlink:href="Pictures/2.svg"/>'
    )

    parts = kept("a.odt", content)

    assert [name for name in parts if name.startswith("Pictures/")] == ["Pictures/1.jpg"]
    assert b"2.svg" not in parts["content.xml"]
    assert b"Pictures/1.jpg" in parts["content.xml"]
