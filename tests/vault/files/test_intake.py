"""What is accepted, under which name and type, and what is refused with which sentence."""

import io
import random
import struct
import zipfile
import zlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import ImageFile

from amparo.core.errors import Refused
from amparo.vault.files.intake import Accepted, accept
from amparo.vault.files.limits import Limits

from . import made
from .made import EACH, SECRET

_LIMITS = Limits()
TYPES = {
    "report.pdf": "application/pdf",
    "report.docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "cells.xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "talk.pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "report.odt": "application/vnd.oasis.opendocument.text",
    "cells.ods": "application/vnd.oasis.opendocument.spreadsheet",
    "talk.odp": "application/vnd.oasis.opendocument.presentation",
    "photo.jpg": "image/jpeg",
    "photo.png": "image/png",
    "photo.webp": "image/webp",
    "scan.tiff": "image/tiff",
    "photo.gif": "image/gif",
}


def refusal(name: str, content: bytes, limits: Limits = _LIMITS) -> str:
    """Return the sentence that refuses a file."""
    with pytest.raises(Refused) as refused:
        accept(name, content, limits=limits)
    return str(refused.value)


def everything_in(content: bytes) -> bytes:
    """Return the bytes of a file and of what is packed in it."""
    found = content
    if content.startswith(b"PK"):
        found += b"".join(made.parts_of(content).values())
    if content.startswith(b"%PDF"):
        import pikepdf

        with pikepdf.open(io.BytesIO(content)) as document:
            for one in document.objects:
                if isinstance(one, pikepdf.Stream):
                    found += one.read_raw_bytes()
                    if one.get("/Filter") == pikepdf.Name.FlateDecode:
                        found += one.read_bytes()
                found += one.unparse() if not isinstance(one, pikepdf.Stream) else b""
    return found


@pytest.mark.parametrize("name", EACH)
def test_a_file_is_what_its_content_is_and_nothing_in_it_tells_of_its_maker(name: str):
    before = EACH[name]()

    accepted = accept(name, before)

    assert (accepted.name, accepted.media_type, accepted.stripped) == (name, TYPES[name], True)
    for secret in (SECRET.encode(), SECRET.encode("utf-16-le"), SECRET.encode("utf-16-be")):
        assert secret not in everything_in(accepted.content)
    assert SECRET.encode() in everything_in(before)


@pytest.mark.parametrize("name", EACH)
def test_what_was_accepted_is_accepted_again_as_the_same(name: str):
    once = accept(name, EACH[name]())

    again = accept(once.name, once.content)

    assert (again.name, again.media_type, again.stripped) == (name, TYPES[name], True)


@pytest.mark.parametrize(
    ("name", "content", "expected"),
    [
        pytest.param("a.txt", "Número 1: الزنزانة\n", "text/plain", id="text"),
        pytest.param("a.csv", "place,metres\ncell,4\n", "text/csv", id="a table"),
        pytest.param("a.txt", "\ufeffwith a mark\r\n", "text/plain", id="text with a mark"),
    ],
)
def test_text_is_kept_as_it_is(name: str, content: str, expected: str):
    assert accept(name, content.encode()) == Accepted(
        name, expected, content.removeprefix("\ufeff").encode(), stripped=False
    )


@pytest.mark.parametrize(
    "content",
    [b"a\0b", b"a\x1b[2Jb", "a\x85b".encode(), b"caf\xe9", b"\xff\xfea\0"],
    ids=["a zero", "an escape", "a hidden line end", "Latin-1", "UTF-16"],
)
def test_text_with_what_is_not_text_is_refused(content: bytes):
    assert accept("a.txt", b"ab").content == b"ab"
    assert "UTF-8" in refusal("a.txt", content)


def test_a_name_that_says_something_else_is_refused_with_both_kinds_named():
    assert refusal("report.pdf", made.png()) == (
        "The file is named as a PDF document, but its content is a PNG picture. Give it the ending "
        ".png if that is what it is, and add it again."
    )
    assert refusal("report.pdf.exe", made.pdf()) == (
        "Files that end in .exe are not kept. The content of this one is a PDF document; if that is "
        "right, give its name the ending .pdf, and add it again."
    )
    assert refusal("report", made.pdf()).startswith("The name of the file has no ending")


@pytest.mark.parametrize("name", [one for one in EACH if not one.endswith(("jpg", "png"))])
def test_every_kind_under_another_name_is_refused(name: str):
    assert "but its content is " in refusal("photo.png", EACH[name]())


@pytest.mark.parametrize(
    ("content", "said"),
    [
        pytest.param(b"<!DOCTYPE html><p>x", "a web page", id="html"),
        pytest.param(b"\n <script>alert(1)</script>", "a web page", id="a script"),
        pytest.param(b"<!-- x --><html>", "a web page", id="html after a comment"),
        pytest.param(b'<?xml version="1.0"?><svg onload="x"/>', "an SVG drawing", id="svg"),
        pytest.param(b"<svg xmlns='x'/>", "an SVG drawing", id="bare svg"),
        pytest.param(b'<?xml version="1.0"?><a/>', "an XML file", id="xml"),
        pytest.param(b"<?php echo 1;", "a program", id="php"),
        pytest.param(b"#!/bin/sh\necho", "a program", id="a shell's"),
        pytest.param(b"MZ" + bytes(60) + b"PE", "a program", id="of Windows"),
        pytest.param(b"\x7fELF\x02" + bytes(40), "a program", id="of Linux"),
        pytest.param(b"\xcf\xfa\xed\xfe" + bytes(40), "a program", id="of macOS"),
        pytest.param(b"\x1f\x8b\x08" + bytes(9), "a compressed file", id="gzip"),
        pytest.param(b"Rar!\x1a\x07\x01\0", "a RAR archive", id="rar"),
        pytest.param(b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive", id="7z"),
        pytest.param(b"a" * 257 + b"ustar\0", "a TAR archive", id="tar"),
        pytest.param(b"{\\rtf1 x}", "an RTF document", id="rtf"),
        pytest.param(
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512), "old form, or one with", id="doc"
        ),
        pytest.param(b"\0\0\0\x18ftypheic" + bytes(9), "a HEIC or AVIF picture", id="heic"),
        pytest.param(b"\0\0\0\x18ftypisom" + bytes(9), "sound or a film", id="film"),
        pytest.param(b"ID3\x03" + bytes(9), "sound or a film", id="sound"),
        pytest.param(b"%!PS-Adobe-3.0", "a PostScript document", id="ps"),
        pytest.param(made.packed({"a.txt": b"x"}), "a ZIP archive", id="zip"),
        pytest.param(
            made.packed({"mimetype": b"application/epub+zip"}), "an electronic book", id="epub"
        ),
    ],
)
def test_what_is_not_kept_is_refused_by_its_name_with_what_to_do(content: bytes, said: str):
    sentence = refusal("report.txt", content)

    assert said in sentence
    assert sentence.count(".") >= 2


def test_the_size_is_within_the_limit_or_refused():
    assert accept("a.txt", b"x" * 100, limits=Limits(bytes=100)).content == b"x" * 100
    assert refusal("a.txt", b"x" * 101, Limits(bytes=100)).startswith("The file is larger than")
    assert refusal("a.txt", b"") == "The file is empty."


# Two things at once, and things that swell.


@pytest.mark.parametrize(
    ("name", "content"),
    [
        pytest.param("a.pdf", made.pdf() + made.packed({"a.exe": b"MZ"}), id="pdf and zip"),
        pytest.param("a.pdf", made.pdf() + b"<script>alert(1)</script>", id="pdf and html"),
        pytest.param("a.gif", made.gif() + made.packed({"a.class": b"x"}), id="gif and jar"),
        pytest.param("a.png", made.png() + b"<html><script>1</script>", id="png and html"),
        pytest.param("a.jpg", made.jpeg(comment=b"<?php system($_GET[0]); ?>"), id="jpeg with php"),
        pytest.param("a.jpg", made.jpeg() + made.word(), id="jpeg and docx"),
    ],
)
def test_a_file_that_is_two_things_at_once_is_refused(name: str, content: bytes):
    assert "something else at once" in refusal(name, content)


def test_a_picture_that_is_a_script_as_well_is_only_a_picture_afterwards():
    script = b"*/=1;alert(document.domain)//"

    accepted = accept("a.gif", made.gif() + script)

    assert b"alert" not in accepted.content


def test_a_document_with_bytes_before_it_is_not_a_document():
    assert accept("a.pdf", made.pdf()).media_type == "application/pdf"
    assert "but its content is" in refusal("a.pdf", b"GIF89a" + made.pdf())
    assert "named as" in refusal("a.pdf", b"junk\n" + made.pdf()) or "UTF-8" in refusal(
        "a.pdf", b"junk\n" + made.pdf()
    )


def test_an_archive_within_an_archive_is_refused():
    nested = made.packed({"0.zip": made.packed({"1.zip": made.packed({"a": bytes(10**6)})})})

    assert "a ZIP archive" in refusal("a.docx", nested)
    assert "something that cannot be checked" in refusal(
        "a.xlsx", made.workbook({"xl/connections.xml": None, **led_to("xl/more.bin", nested)})
    )


def led_to(name: str, content: bytes) -> dict[str, bytes]:
    """Return the parts by which a workbook leads to one more part."""
    relations = made.relations(
        ("rId1", "worksheet", "worksheets/sheet1.xml", "Internal"),
        ("rId9", "something", f"/{name}", "Internal"),
    )
    return {"xl/_rels/workbook.xml.rels": relations, name: content}


def test_an_office_file_that_swells_is_refused():
    swelling = b"<a>" + b" " * (30 * 1024 * 1024) + b"</a>"

    assert "too large when it is unpacked" in refusal(
        "a.docx", made.word({"word/settings.xml": swelling})
    )
    assert "too large when it is unpacked" in refusal("a.docx", made.word(), Limits(entries=3))
    assert "too large when it is unpacked" in refusal(
        "a.docx", made.word(), Limits(unpacked_bytes=10_000)
    )
    assert "too large when it is unpacked" in refusal(
        "a.docx", made.word(), Limits(markup_bytes=1_000)
    )
    assert "too large when it is unpacked" in refusal(
        "a.docx", made.word(), Limits(markup_tags=100)
    )


def test_entries_that_share_their_bytes_are_refused():
    assert "packed in a way" in refusal("a.docx", overlapping(made.word()))


def overlapping(archive: bytes) -> bytes:
    """Return the archive with one entry that points to the bytes of the one before."""
    with zipfile.ZipFile(io.BytesIO(archive)) as opened:
        entries = sorted(opened.infolist(), key=lambda one: one.header_offset)
    directory = archive.index(b"PK\x01\x02")
    last = archive.rindex(b"PK\x01\x02")
    assert directory < last
    offset = struct.pack("<I", entries[0].header_offset)
    return archive[: last + 42] + offset + archive[last + 46 :]


@pytest.mark.parametrize(
    "name", ["../outside.xml", "/absolute.xml", "a\\b.xml", "word/../../x.xml", "C:/x.xml"]
)
def test_entries_that_lead_outside_are_refused(name: str):
    assert accept("a.docx", made.word({"inside.xml": b"<a/>"})).stripped is True
    assert "packed in a way" in refusal("a.docx", made.word({name: b"<a/>"}))


def test_two_entries_of_one_name_are_refused():
    doubled = io.BytesIO(made.word())
    with zipfile.ZipFile(doubled, "a") as archive:
        archive.writestr("WORD/document.xml", b"<other/>")

    assert "packed in a way" in refusal("a.docx", doubled.getvalue())


@pytest.mark.parametrize("part", ["word/document.xml", "[Content_Types].xml", "word/styles.xml"])
def test_entities_are_refused_wherever_they_are_declared(part: str):
    lol = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10 if n else "lol"}">' for n in range(10))
    kept = made.parts_of(made.word())[part].partition(b"?>")[2]
    laughs = f"<!DOCTYPE x [{lol}]>".encode() + kept

    assert "markup that no office program writes" in refusal("a.docx", made.word({part: laughs}))


def test_entities_from_files_of_the_machine_are_refused(tmp_path):
    told = tmp_path / "told.txt"
    told.write_text(SECRET)
    body = made.parts_of(made.word())["word/document.xml"].partition(b"?>")[2]
    leaking = f'<!DOCTYPE x [<!ENTITY e SYSTEM "{told.as_uri()}">]>'.encode() + body

    assert "markup that no office program writes" in refusal(
        "a.docx", made.word({"word/document.xml": leaking})
    )


def test_a_picture_that_claims_more_pixels_than_anyone_has_is_refused():
    def chunk(kind: bytes, data: bytes) -> bytes:
        return (
            struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        )

    claiming = b"\x89PNG\r\n\x1a\n" + chunk(
        b"IHDR", struct.pack(">IIBBBBB", 100_000, 100_000, 8, 2, 0, 0, 0)
    )
    claiming += chunk(b"IDAT", zlib.compress(bytes(1000))) + chunk(b"IEND", b"")

    assert "damaged" in refusal("a.png", claiming) or "million pixels" in refusal("a.png", claiming)
    assert "million pixels" in refusal("a.png", made.png(), Limits(pixels=9_599))
    assert accept("a.png", made.png(), limits=Limits(pixels=9_600)).stripped is True


# Damage.


@pytest.mark.parametrize("name", EACH)
@pytest.mark.parametrize("kept", [0.1, 0.5, 0.9])
def test_a_file_that_was_cut_off_is_refused(name: str, kept: float):
    whole = accept(name, EACH[name]()).content

    assert accept(name, whole).name == name
    assert refusal(name, whole[: int(len(whole) * kept)]) != ""


@settings(max_examples=300)
@given(
    st.sampled_from([*EACH, "a.txt", "a.csv"]),
    st.sampled_from(
        [b"", b"%PDF-1.7\n", b"\xff\xd8\xff\xe0", b"\x89PNG\r\n\x1a\n", b"GIF89a", b"PK\x03\x04"]
        + [b"RIFF\x10\0\0\0WEBP", b"II*\0\x08\0\0\0", b"MM\0*\0\0\0\x08"]
    ),
    st.binary(max_size=300),
)
def test_any_bytes_are_accepted_or_refused(name: str, begins: bytes, content: bytes):
    is_accepted_or_refused(name, begins + content)


@pytest.mark.parametrize("name", EACH)
def test_any_damage_to_a_good_file_is_accepted_or_refused(name: str):
    good = EACH[name]()
    chance = random.Random(name)  # the same damage in every run

    for _round in range(150):
        damaged = bytearray(good)
        for _byte in range(chance.choice([1, 2, 8, 40])):
            damaged[chance.randrange(len(damaged))] = chance.randrange(256)
        if chance.random() < 0.3:
            at = chance.randrange(len(damaged))
            del damaged[at : at + chance.randrange(1, 200)]
        is_accepted_or_refused(name, bytes(damaged))


@pytest.mark.parametrize("name", [one for one in EACH if one[-4:] in {"docx", "xlsx", "pptx"}])
def test_any_damage_to_a_part_of_an_office_file_is_accepted_or_refused(name: str):
    parts = made.parts_of(EACH[name]())
    chance = random.Random(name)

    for _round in range(15):
        part = chance.choice([*parts])
        damaged = bytearray(parts[part])
        for _byte in range(chance.choice([1, 2, 8])):
            damaged[chance.randrange(len(damaged))] = chance.randrange(256)
        is_accepted_or_refused(name, made.packed({**parts, part: bytes(damaged)}))


def is_accepted_or_refused(name: str, content: bytes) -> None:
    """Check that a file is accepted, and accepted again, or refused; any other error fails."""
    try:
        accepted = accept(name, content)
    except Refused:
        return
    assert accept(accepted.name, accepted.content).media_type == accepted.media_type


def test_half_a_picture_is_refused_whatever_else_the_process_asked_for(
    monkeypatch: pytest.MonkeyPatch,
):
    whole = accept("photo.png", EACH["photo.png"]()).content
    monkeypatch.setattr(ImageFile, "LOAD_TRUNCATED_IMAGES", True)

    assert refusal("photo.png", whole[: len(whole) // 2]) != ""
