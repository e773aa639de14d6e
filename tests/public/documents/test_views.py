"""Documents as pages: the list, a version, a paragraph, another language beside, files."""

import re

import pytest

HERE = "/documents/CAT-OP-99-1/"


def main_of(response) -> str:
    """Return what a page holds, without its frame."""
    return response.content.decode().partition("<main")[2].partition("</main>")[0]


def test_the_list_is_narrowed_by_every_choice(reader):
    whole = reader.get("/documents.json").json()
    fitting = {"kind": "", "body": "SPT", "year": "2024", "language": "zh"}
    other = reader.get("/documents.json", {"body": "CAT"}).json()

    assert [one["symbol"] for one in whole["documents"]] == ["CAT/OP/99/1"]
    assert reader.get("/documents.json", fitting).json()["total"] == 1
    assert other["total"] == 0
    assert "No public document fits these choices." in main_of(reader.get("/documents/?body=CAT"))


@pytest.mark.parametrize(
    ("site", "language", "direction"),
    [("", "en", "ltr"), ("/ar", "ar", "rtl"), ("/zh-hans", "zh", "ltr"), ("/fr", "en", "ltr")],
)
def test_a_document_is_read_in_the_readers_language_or_the_best_there_is(
    reader, site, language, direction
):
    page = main_of(reader.get(f"{site}{HERE}"))

    assert f'<h1 lang="{language}" dir="{direction}">' in page
    assert f'href="{site}{HERE}{language}/para_2/"' in page


def test_every_paragraph_has_an_anchor_and_an_address_of_its_own(reader):
    page = main_of(reader.get(f"{HERE}en/"))
    anchors = re.findall(r'<p id="(para_\d+)"', page)

    assert anchors == [f"para_{n}" for n in range(1, 7)]
    assert {reader.get(f"{HERE}en/{one}/").status_code for one in anchors} == {200}


def test_a_note_is_read_in_place_and_at_the_foot_and_leads_both_ways(reader):
    page = main_of(reader.get(f"{HERE}en/"))

    assert page.count("The words used for it differ; the silence does not.") == 2
    assert '<a href="#note_1" role="doc-noteref" aria-label="Note 1">1</a>' in page
    assert '<p id="note_1"><a class="number" href="#para_2" role="doc-backlink"' in page


def test_what_is_cited_is_led_to_and_cites_back(reader):
    citing = main_of(reader.get(f"{HERE}en/para_5/"))
    awaited = reader.get("/documents/CAT-OP-12-5/")

    assert f'href="{HERE}en/para_2/"' in citing
    assert "This document is cited here, and its text is not here yet." in main_of(awaited)
    assert f'href="{HERE}en/para_5/"' in main_of(awaited)


def test_a_paragraph_stands_beside_itself_in_another_language(reader):
    page = main_of(reader.get(f"{HERE}en/para_2/", {"beside": "ar"}))

    assert "A person who waits alone" in page
    assert '<div lang="ar" dir="rtl">' in page
    assert "من ينتظر وحده" in page


def test_a_document_stands_beside_itself_paragraph_by_paragraph(reader):
    page = main_of(reader.get(f"{HERE}zh/", {"beside": "en"}))
    rows = page.partition('<div class="pairs">')[2]

    assert [
        rows.index(words)
        for words in ("独自等候", "A person who waits", "国家防范机制", "National")
    ] == sorted(
        rows.index(words)
        for words in ("独自等候", "A person who waits", "国家防范机制", "National")
    )
    ids = re.findall(r'id="([^"]+)"', page)
    assert len(ids) == len(set(ids))


def test_a_paragraph_leads_to_those_about_it_and_back_into_its_document(reader):
    page = main_of(reader.get(f"{HERE}en/para_2/"))

    assert f'rel="prev" href="{HERE}en/para_1/"' in page
    assert f'rel="next" href="{HERE}en/para_3/"' in page
    assert f'href="{HERE}en/?at=para_2#para_2"' in page
    assert 'value="CAT/OP/99/1, para. 2"' in page


def test_the_address_of_any_other_place_leads_to_it_in_its_document(reader):
    answer = reader.get(f"{HERE}en/sec_2/")

    assert (answer.status_code, answer["Location"]) == (302, f"{HERE}en/?at=sec_2#sec_2")


@pytest.mark.parametrize(
    "path",
    [
        "/documents/CAT-OP-99-2/",
        f"{HERE}fr/",
        f"{HERE}xx/",
        f"{HERE}en/para_99/",
        f"{HERE}en/sec_99/",
        f"{HERE}fr/para_1/",
        f"{HERE}fr.txt",
        f"{HERE}fr.xml",
        f"{HERE}fr.html",
        f"{HERE}fr/original",
    ],
)
def test_what_is_not_there_is_not_found(reader, path):
    assert reader.get(path).status_code == 404


def test_a_language_that_the_document_is_not_in_cannot_stand_beside(reader):
    assert reader.get(f"{HERE}en/", {"beside": "zh"}).status_code == 200
    assert reader.get(f"{HERE}en/", {"beside": "ru"}).status_code == 400


def test_the_file_that_was_read_is_given_out_as_it_came(reader):
    answer = reader.get(f"{HERE}en/original")

    assert b"".join(answer.streaming_content).startswith(b"United Nations\nCAT/OP/99/1\n")
    assert answer["Content-Disposition"] == 'attachment; filename="CAT-OP-99-1-en.txt"'
    assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox"


@pytest.mark.parametrize(
    ("ending", "media_type"),
    [
        ("xml", "application/akn+xml"),
        ("html", "text/html; charset=utf-8"),
        ("txt", "text/plain; charset=utf-8"),
    ],
)
def test_a_version_is_given_out_whole_in_each_form_to_be_saved(reader, ending, media_type):
    answer = reader.get(f"{HERE}en.{ending}")
    text = answer.content.decode()

    assert answer["Content-Type"] == media_type
    assert answer["Content-Disposition"] == f'attachment; filename="CAT-OP-99-1-en.{ending}"'
    assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert text.index("Whoever is held begins by waiting") < text.index("A register should say")
    assert "The words used for it differ; the silence does not." in text


def test_a_version_as_data_is_whole(reader):
    found = reader.get(f"{HERE}ar.json").json()

    assert [one["eid"] for one in found["blocks"] if one["kind"] == "paragraph"] == [
        f"para_{n}" for n in range(1, 7)
    ]
