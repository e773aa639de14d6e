"""`amparo import documents`: each file by itself, with the reason where it is refused."""

from __future__ import annotations

import gzip
import json
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.utils import translation

from amparo.documents.models import Block, Document, Version

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("shipped")]

TEXT = """Lanterns in Ruritania

1. Lanterns are lit at dusk in every street of the town, and stay lit until the morning comes.

2. Whoever lights them trims the wicks first, and writes down how many of them there are.

3. See CAT/OP/12/5, para. 32, on wicks that were not trimmed and on what then became of them.
"""
BROKEN = b"%PDF-1.7\nnothing more"


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def imported(*arguments: str) -> tuple[list[str], list[str], str]:
    """Return what `amparo import documents` prints, what it refuses, and how it ends."""
    out, err, end = StringIO(), StringIO(), ""
    try:
        call_command("import", "documents", *arguments, stdout=out, stderr=err)
    except CommandError as error:
        end = str(error)
    return out.getvalue().splitlines(), err.getvalue().splitlines(), end


def test_one_file_is_taken_in_under_the_symbol_that_is_given():
    Path("paper.txt").write_text(TEXT)

    out, err, end = imported(
        *("paper.txt", "--symbol", "CAT/C/99/3", "--language", "en", "--public-on", "2026-01-01"),
        *("--state", "MOZ", "--body", "SPT", "--doc-kind", "visit-report", "--on", "3 Feb 2025"),
    )

    assert (out, err, end) == (
        ["paper.txt: CAT/C/99/3 was taken in (en), numbered paragraphs: 3."],
        [],
        "",
    )
    one = Document.objects.get()
    assert (one.states, one.body, one.kind) == ("|MOZ|", "SPT", "visit-report")
    assert (str(one.on), str(one.public_on)) == ("2025-02-03", "2026-01-01")
    assert imported("paper.txt", "--symbol", "CAT/C/99/3", "--language", "en")[0] == [
        "paper.txt: CAT/C/99/3 was there already (en); nothing changed."
    ]


def test_a_folder_is_taken_in_by_its_index_and_what_is_refused_keeps_nothing_out():
    papers = Path("papers")
    (papers / "more").mkdir(parents=True)
    (papers / "a.txt").write_text(TEXT)
    (papers / "more" / "b.txt").write_text(TEXT.replace("Lanterns", "Lamps"))
    (papers / "c.pdf").write_bytes(BROKEN)
    (papers / "d.txt").write_text(TEXT)
    (papers / "e.txt").write_text(TEXT)
    (papers / "f.txt").write_text(TEXT.replace("trims", "cuts"))
    (papers / "g.txt").write_text(TEXT)
    (papers / "h.jsonl").write_text('{"symbol": "A/1/2", "text": "1. Lit."}')
    (papers / "i.bin").write_bytes(b"\0")
    (papers / ".hidden.txt").write_text(TEXT)
    (papers / "INDEX.csv").write_text(
        "file,symbol,title,date,language,kind\n"
        "a.txt,CAT/C/99/3,Lanterns,24 January 2008,en,annual report\n"
        'more/b.txt,"HRI/GEN/1/Rev.9 (Vol. I), p. 2",Lamps,2013-11-08,en,general comment\n'
        "c.pdf,CAT/C/99/4,,,en,\n"
        "d.txt,,,,,\n"
        "e.txt,UDHR-1,,,de,\n"
        "f.txt,CAT/C/99/3,Lanterns,,en,\n"
        "g.txt,CAT/C/99/5,,31 June 2010,en,\n"
    )

    out, err, end = imported("papers", "--index", "papers/INDEX.csv")

    assert out == [
        "papers/a.txt: CAT/C/99/3 was taken in (en), numbered paragraphs: 3.",
        "papers/more/b.txt: HRI/GEN/1/Rev.9 (Vol. I), p. 2 was taken in (en), numbered paragraphs: 3.",
        "Files that are not in the index: 2.",
    ]
    reasons = dict(line.split(": ", 1) for line in err)
    assert list(reasons) == [
        f"papers/{one}" for one in ("c.pdf", "d.txt", "e.txt", "f.txt", "g.txt")
    ]
    assert reasons["papers/d.txt"] == "d.txt does not say its symbol; give it."
    assert reasons["papers/e.txt"] == (
        "The file is in a language that documents are not kept in: de."
    )
    assert reasons["papers/f.txt"].startswith("CAT/C/99/3 is there already in this language, with")
    assert reasons["papers/g.txt"].startswith("“31 June 2010” is not a day: write it as")
    assert end == "5 of 7 files were refused; nothing of them was imported."
    kinds = dict(Document.objects.values_list("symbol", "kind"))
    assert kinds == {
        "CAT/C/99/3": "annual-report",
        "HRI/GEN/1/Rev.9 (Vol. I), p. 2": "general-comment",
    }


def test_a_dry_run_says_what_would_be_done_and_does_nothing():
    Path("a.txt").write_text(TEXT)
    Path("b.pdf").write_bytes(BROKEN)
    Path("i.csv").write_text("file,symbol,language\na.txt,CAT/C/99/3,en\nb.pdf,CAT/C/99/4,en\n")

    out, err, end = imported("a.txt", "b.pdf", "--index", "i.csv", "--dry-run")

    assert out == ["a.txt: CAT/C/99/3 was taken in (en), numbered paragraphs: 3."]
    assert (len(err), end) == (1, "1 of 2 files was refused; nothing of it was imported.")
    assert Document.objects.count() == 0


def test_a_text_is_replaced_only_where_that_is_said():
    Path("a.txt").write_text(TEXT)
    known = ("a.txt", "--symbol", "CAT/C/99/3", "--language", "en")
    imported(*known)
    Path("a.txt").write_text(TEXT.replace("dusk", "dawn"))

    assert imported(*known)[2] == "The file was refused; nothing of it was imported."
    assert imported(*known, "--replace")[0] == [
        "a.txt: CAT/C/99/3 has a new text (en), numbered paragraphs: 3."
    ]
    assert "dawn" in Block.objects.get(eid="para_1").text


def test_a_collection_of_paragraphs_is_taken_in_document_by_document():
    lines = [
        {
            "symbol": symbol,
            "title": f"Report {symbol}",
            "year": 2019,
            "paragraph": f"{n}.",
            "text": f"Lit {n}.",
        }
        for symbol in ("A/74/148", "A/HRC/40/59")
        for n in (1, 2)
    ]
    with gzip.open("reports.jsonl.gz", "wt") as file:
        file.writelines(json.dumps(one) + "\n" for one in lines)

    out, err, end = imported(
        "reports.jsonl.gz", "--doc-kind", "mandate-report", "--body", "SR-TORTURE"
    )

    assert (err, end) == ([], "")
    assert [one for one in out if "taken in" in one and "looked" not in one] == [
        f"reports.jsonl.gz: {s}: {s} was taken in (en), numbered paragraphs: 2."
        for s in ("A/74/148", "A/HRC/40/59")
    ]
    assert list(Document.objects.order_by("pk").values_list("symbol", "body", "on")) == [
        (symbol, "SR-TORTURE", Document.objects.get(symbol=symbol).on)
        for symbol in ("A/74/148", "A/HRC/40/59")
    ]
    assert {str(one.on) for one in Document.objects.all()} == {"2019-01-01"}
    assert {one.media_type for one in Version.objects.all()} == {"application/jsonl"}
    assert list(Block.objects.values_list("number", "eid").distinct().order_by("number")) == [
        ("1", "para_1"),
        ("2", "para_2"),
    ]


def test_a_collection_of_texts_is_taken_in_text_by_text():
    rows = [
        {
            "state": "ruritania",
            "year": 2011,
            "symbol": "A/HRC/99/8",
            "language": "en",
            "text": TEXT,
        },
        {"state": "nowhere", "year": 2012, "symbol": "", "language": "en", "text": TEXT},
    ]
    Path("texts.jsonl").write_text("".join(json.dumps(one) + "\n" for one in rows))

    out, err, _end = imported("texts.jsonl")

    assert (
        out[0] == "texts.jsonl: A/HRC/99/8: A/HRC/99/8 was taken in (en), numbered paragraphs: 3."
    )
    assert err == ["texts.jsonl: nowhere 2012: texts.jsonl does not say its symbol; give it."]


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (
            ("a.txt", "b.txt", "--symbol", "A/1/2"),
            "A symbol is given for one file; for several, give an index.",
        ),
        (("a.txt", "--index", "none.csv"), "none.csv cannot be read as a list of files in CSV."),
        (("a.txt", "--index", "bad.csv"), "bad.csv has no column “file”."),
    ],
)
def test_what_is_asked_wrongly_is_told_before_anything_is_done(arguments, sentence):
    Path("a.txt").write_text(TEXT)
    Path("bad.csv").write_text("path,symbol\na.txt,CAT/C/99/3\n")

    assert imported(*arguments) == ([], [], sentence)
    assert Document.objects.count() == 0


def test_what_is_not_there_and_what_is_no_json_is_told_by_file():
    Path("broken.jsonl").write_text('{"symbol": "A/1/2"}\n{"symbol"\n')
    Path("cut.jsonl.gz").write_bytes(gzip.compress(b'{"symbol": "A/1/2"}\n' * 500)[:40])

    _out, err, _end = imported("none.txt", "broken.jsonl", "cut.jsonl.gz")

    assert err == [
        "none.txt: There is no such file.",
        "broken.jsonl: broken.jsonl:2: this is not a line of JSON.",
        "cut.jsonl.gz: cut.jsonl.gz:1: this is not a line of JSON.",
    ]


def test_a_reader_that_fails_keeps_no_other_file_out(monkeypatch, caplog):
    from amparo.documents import reading

    real = reading.read_all

    def failing(name: str, *args, **more):
        if name == "a.txt":
            raise ZeroDivisionError
        return real(name, *args, **more)

    monkeypatch.setattr(reading, "read_all", failing)
    for name in ("a.txt", "b.txt"):
        Path(name).write_text(TEXT)
    Path("i.csv").write_text("file,symbol,language\na.txt,CAT/C/99/3,en\nb.txt,CAT/C/99/4,en\n")

    out, err, _end = imported("a.txt", "b.txt", "--index", "i.csv")

    assert err == ["a.txt: The file could not be read (ZeroDivisionError)."]
    assert len(out) == 1
    assert "A file could not be read." in caplog.text


def test_refusals_are_said_in_the_language_spoken():
    with translation.override("fr"):
        _out, err, _end = imported("none.txt")

    assert err[0].startswith("none.txt: ")
