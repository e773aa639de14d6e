import io

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, Pdf, String

from amparo.core.errors import Refused
from amparo.vault.files.intake import accept
from amparo.vault.files.limits import Limits

from . import made
from .made import SECRET, SHOWN


def kept(content: bytes) -> Pdf:
    return pikepdf.open(io.BytesIO(accept("a.pdf", content).content))


def test_what_it_shows_stays_and_it_stays_tagged():
    content = accept("a.pdf", made.pdf()).content

    assert made.text_of(content).strip() == SHOWN
    with kept(made.pdf()) as document:
        assert str(document.Root.Lang) == "es"
        assert document.Root.MarkInfo.Marked is True
        assert document.Root.StructTreeRoot.K.S == Name.P
        assert "MCID" in document.pages[0].Contents.read_bytes().decode()


def test_its_pictures_show_the_very_same_pixels():
    with pikepdf.open(io.BytesIO(made.pdf())) as before, kept(made.pdf()) as after:
        seen = [
            pikepdf.PdfImage(one.pages[0].Resources.XObject.Im1).as_pil_image().tobytes()
            for one in (before, after)
        ]

    assert seen[0] == seen[1]


def test_what_acts_by_itself_and_what_is_attached_is_gone():
    with kept(made.pdf()) as document:
        root, page = document.Root, document.pages[0]
        assert set(root.keys()) == {
            "/Type", "/Pages", "/Lang", "/MarkInfo", "/StructTreeRoot", "/Names", "/AcroForm",
        }  # fmt: skip
        assert list(root.Names.keys()) == []
        assert list(root.AcroForm.keys()) == ["/Fields"]
        assert [str(note.Subtype) for note in page.Annots] == ["/Text", "/Link"]
        assert "/A" not in page.Annots[1]
        assert not {"/AA", "/PieceInfo", "/Metadata"} & set(page.keys())


def test_a_comment_stays_without_its_author_and_its_day():
    with kept(made.pdf()) as document:
        note = document.pages[0].Annots[0]
        assert str(note.Contents) == "Please check the date."
        assert not {"/T", "/M", "/NM"} & set(note.keys())


@pytest.mark.parametrize(
    ("address", "stays"),
    [
        ("https://example.org/a", True),
        ("mailto:office@example.org", True),
        ("javascript:alert(1)", False),
        ("file:///c:/secret", False),
    ],
)
def test_links_lead_to_the_web_only(address: str, stays: bool):
    def link(document: Pdf) -> None:
        document.pages[0].Annots[2].A = Dictionary(S=Name.URI, URI=String(address))

    with kept(made.pdf(link)) as document:
        assert ("/A" in document.pages[0].Annots[1]) is stays


def test_a_field_keeps_its_name_and_loses_its_signature():
    def sign(document: Pdf) -> None:
        field = document.make_indirect(
            Dictionary(
                Type=Name.Annot,
                Subtype=Name.Widget,
                Rect=Array([1, 1, 2, 2]),
                FT=Name.Sig,
                T=String("signature"),
                V=Dictionary(Type=Name.Sig, ByteRange=Array([0, 1, 2, 3]), Name=String(SECRET)),
            )
        )
        document.Root.AcroForm.Fields.append(field)

    with kept(made.pdf(sign)) as document:
        field = document.Root.AcroForm.Fields[0]
        assert (str(field.T), "/V" in field) == ("signature", False)


def test_an_earlier_version_inside_of_it_is_gone():
    first = made.pdf(lambda document: None, compress_streams=False, object_stream_mode=NO_STREAMS)
    with pikepdf.open(io.BytesIO(first)) as document:
        contents = document.pages[0].Contents.objgen[0]
        size = len(document.objects) + 1
    start = first.rindex(b"startxref") + 10
    previous = int(first[start:].split()[0])
    stream = b"%d 0 obj\n<< /Length 3 >>\nstream\nq Q\nendstream\nendobj\n" % contents
    trailer = first[first.rindex(b"trailer") : first.rindex(b"startxref")]
    root = trailer[trailer.index(b"/Root") :].split(b" R")[0] + b" R"
    appended = first + stream
    appended += b"xref\n%d 1\n%010d 00000 n \ntrailer << /Size %d %s /Prev %d >>\n" % (
        contents, len(first), size, root, previous,
    )  # fmt: skip
    appended += b"startxref\n%d\n%%%%EOF\n" % (len(first) + len(stream))
    assert made.text_of(appended) == ""
    assert SHOWN.encode() in appended

    content = accept("a.pdf", appended).content

    with pikepdf.open(io.BytesIO(content)) as document:
        shown = [one.read_bytes() for one in document.objects if _is_page_text(one)]
    assert shown == [b"q Q"]


NO_STREAMS = pikepdf.ObjectStreamMode.disable


def _is_page_text(one: pikepdf.Object) -> bool:
    return isinstance(one, pikepdf.Stream) and "/Type" not in one and "/N" not in one


def test_two_that_arrive_alike_are_written_alike():
    content = made.pdf()

    first, second = accept("a.pdf", content), accept("b.pdf", content)

    assert first.content == second.content
    assert first.content.startswith(b"%PDF-")
    assert first.content.rstrip().endswith(b"%%EOF")


def test_one_that_asks_for_a_password_is_refused_and_one_that_does_not_is_unlocked():
    locked = made.pdf(encryption=pikepdf.Encryption(user="a", owner="b"))
    restricted = made.pdf(encryption=pikepdf.Encryption(user="", owner="b"))

    with pytest.raises(Refused, match="asks for a password"):
        accept("a.pdf", locked)
    with kept(restricted) as document:
        assert document.is_encrypted is False
    assert made.text_of(accept("a.pdf", restricted).content).strip() == SHOWN


def test_one_too_large_inside_is_refused():
    assert accept("a.pdf", made.pdf(), limits=Limits(pages=1)).stripped is True
    with pytest.raises(Refused, match="too large inside"):
        accept("a.pdf", made.pdf(lambda one: one.add_blank_page()), limits=Limits(pages=1))
    with pytest.raises(Refused, match="too large inside"):
        accept("a.pdf", made.pdf(), limits=Limits(objects=5))


def test_one_without_pages_is_refused():
    out = io.BytesIO()
    Pdf.new().save(out)

    with pytest.raises(Refused, match="damaged"):
        accept("a.pdf", out.getvalue())


def test_a_picture_packed_twice_is_refused():
    def pack(document: Pdf) -> None:
        picture = document.pages[0].Resources.XObject.Im1
        picture.Filter = Array([Name.ASCIIHexDecode, Name.DCTDecode])

    with pytest.raises(Refused, match="packed twice"):
        accept("a.pdf", made.pdf(pack))


def swelling(size: int) -> bytes:
    """Return a PDF with an object so large when it is unpacked."""
    return made.pdf(
        lambda document: document.Root.__setitem__(
            "/Told", document.make_indirect(Array([String("A" * size)]))
        ),
        object_stream_mode=pikepdf.ObjectStreamMode.generate,
    )


def test_one_that_swells_while_it_is_read_is_refused():
    assert pikepdf.settings.get_qpdf_limits()["flate_max_memory"] == 64 * 1024 * 1024
    content = swelling(2 * 1024 * 1024)
    assert len(content) < 20_000
    assert accept("a.pdf", content).stripped is True

    before = pikepdf.settings.set_qpdf_limits(flate_max_memory=1024 * 1024)
    try:
        with pytest.raises(Refused, match="damaged"):
            accept("a.pdf", content)
    finally:
        pikepdf.settings.set_qpdf_limits(**before)
