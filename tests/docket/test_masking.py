"""Nothing goes out in which somebody is named whose name is sealed."""

import io
from collections.abc import Iterator
from dataclasses import replace

import pikepdf
import pytest
from docx import Document
from pikepdf import Dictionary, Name

from amparo.access.permissions import RECORD_LOADER
from amparo.core.confidentiality import Confidentiality
from amparo.core.errors import Refused
from amparo.docket import actions, masking
from amparo.docket.actions import Draft, RecordRefused
from amparo.docket.models import Matter
from amparo.docket.procedure import PROCEDURES, Content
from amparo.vault.files import words
from tests.vault.files import made
from tests.vault.files.printed import SCAN, printed

from .dossier import (
    AMINA,
    ASKED,
    CLEARED,
    COUNTS,
    DOSSIER,
    GIVEN_OUT,
    GRACE,
    HEARD,
    OPENED,
    attach,
    entered,
    opened,
)
from .example import day, moment

pytestmark = pytest.mark.django_db

NAME = "Xiomara Quetzalcóatl"


@pytest.fixture(autouse=True)
def dossier() -> Iterator[None]:
    PROCEDURES["dossier"] = DOSSIER
    yield
    del PROCEDURES["dossier"]


@pytest.fixture
def matter(dossier: None, db: None) -> Matter:
    """A dossier in which somebody was heard whose name is sealed."""
    made = opened()
    entered(made, HEARD(person=[NAME, "Ana Petrova"], lawyer="Bo Li Chang", prison=["Old Gaol"]))
    return made


def refused(matter: Matter, content: Content, **more: object) -> str:
    with pytest.raises(Refused) as found:
        entered(matter, content, **more)  # type: ignore[arg-type]
    assert found.value.rule == "OPCAT-16-2"
    said = str(found.value).casefold()
    assert not any(name in said for name in ("xiomara", "quetzal", "petrova", "chang"))
    return str(found.value)


@pytest.mark.parametrize(
    "fields",
    [
        pytest.param({"press": "Words of quetzalcoatl XIOMARA."}, id="text"),
        pytest.param({"symbol": "CAT/Xiomara-Quetzalcoatl/1"}, id="symbol"),
        pytest.param({"thanked": ["Chang Bo Li", "Others"]}, id="names"),
    ],
)
def test_no_sealed_name_stands_in_what_an_act_makes_public(
    matter: Matter, fields: dict[str, object]
) -> None:
    assert refused(matter, GIVEN_OUT(**fields)) == (
        "What would become public holds names that are sealed in this matter: 1."
    )
    entered(matter, GIVEN_OUT(press="Words of others, in the Old Gaol.", thanked=["Others"]))


def test_no_sealed_name_stands_in_the_source_of_a_public_act(matter: Matter) -> None:
    refused(matter, GIVEN_OUT(), source="Letter of Ana Petrova")
    entered(matter, GIVEN_OUT(), source="Letter of the ministry")
    entered(matter, HEARD(), source="Letter of Ana Petrova")  # not public


def test_what_is_said_in_confidence_may_name_people(matter: Matter) -> None:
    entered(matter, HEARD(person=[NAME], prison=["Ana Petrova House"]))
    entered(matter, ASKED(letter=attach(content=b"From Ana Petrova.")))


@pytest.mark.parametrize("act", [CLEARED, GIVEN_OUT], ids=["cleared", "given out"])
def test_a_document_with_sealed_names_is_refused_with_their_number_and_pages(
    matter: Matter, act: object
) -> None:
    pages = ["Nobody here.", "We met Xiomara Quetzal-\ncoatl.", "Nobody.", "Petrova, Ana said so."]
    named = attach(content=printed(*pages), name="a.pdf")
    masked = attach(content=printed("Nobody here.", "We met a detainee."), name="b.pdf")

    assert refused(matter, act(text=named), by=GRACE) == (  # type: ignore[operator]
        "The document still holds names that are sealed in this matter. Names: 2. Pages: 2, 4."
    )
    entered(matter, act(text=masked), by=GRACE)  # type: ignore[operator]


def _note(document: pikepdf.Pdf) -> None:
    note = Dictionary(
        Type=Name.Annot,
        Subtype=Name.Text,
        Rect=[1, 1, 9, 9],
        Contents=pikepdf.String("This was Ana Petrova"),
    )
    document.pages[0].Annots = pikepdf.Array([document.make_indirect(note)])


def test_a_name_in_a_note_of_a_pdf_is_found(matter: Matter) -> None:
    named = attach(content=printed("Nobody here.", change=_note), name="a.pdf")
    masked = attach(content=printed("Nobody here."), name="b.pdf")

    assert refused(matter, CLEARED(text=named)) == (
        "The document still holds names that are sealed in this matter, not on its pages but in its"
        " notes or properties. Names: 1."
    )
    entered(matter, CLEARED(text=masked))


def _written(*, deleted: str = "", described: str = "", comment: str = "") -> bytes:
    document = Document()
    paragraph = document.add_paragraph("The delegation met a detainee. ")
    for piece in deleted:
        paragraph.add_run(piece)
    if comment:
        document.add_comment(paragraph.runs[0], text=comment)
    document.add_picture(io.BytesIO(made.jpeg()))
    document.inline_shapes[0]._inline.docPr.set("descr", described)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


@pytest.mark.parametrize(
    "told",
    [
        pytest.param({"deleted": "Ana Petrova"}, id="letter by letter"),
        pytest.param({"described": "Portrait of Ana Petrova"}, id="described"),
        pytest.param({"comment": "This is Ana Petrova"}, id="in a comment"),
    ],
)
def test_a_name_in_an_office_document_is_found(matter: Matter, told: dict[str, str]) -> None:
    named = attach(content=_written(**told), name="a.docx")
    masked = attach(content=_written(comment="Is that right?"), name="b.docx")

    assert "Names: 1." in refused(matter, CLEARED(text=named))
    entered(matter, CLEARED(text=masked))


@pytest.mark.parametrize(
    ("name", "content"),
    [
        pytest.param("scan.pdf", printed(SCAN), id="a scan"),
        pytest.param("photo.jpg", made.jpeg(), id="a picture"),
        pytest.param("blank.txt", b"...", id="no letter"),
    ],
)
def test_a_document_without_words_is_refused(matter: Matter, name: str, content: bytes) -> None:
    assert "has no words that can be checked" in refused(
        matter, CLEARED(text=attach(content=content, name=name))
    )
    entered(matter, CLEARED(text=attach(content=printed("A page."), name="a.pdf")))


def test_a_page_that_is_a_picture_is_refused_and_named(matter: Matter) -> None:
    scanned = attach(content=printed("A page.", SCAN), name="a.pdf")

    assert refused(matter, CLEARED(text=scanned)).endswith("Pages: 2.")
    with_words = attach(content=printed("A page.", "A caption."), name="b.pdf")
    entered(matter, CLEARED(text=with_words))


def test_a_name_is_free_where_its_bearer_consents_wherever_it_is_said() -> None:
    matter = opened()
    consents = HEARD(person=["Ana Petrova"], may_be_named=True)
    entered(matter, consents)
    entered(matter, GIVEN_OUT(press="We thank Ana Petrova."))

    act = entered(matter, HEARD(person=["ana petrová"]))
    refused(matter, GIVEN_OUT(press="We thank Ana Petrova."))
    entered(matter, consents, rectifies=act.number, reason="She consents")
    entered(matter, GIVEN_OUT(press="We thank Ana Petrova."))

    entered(matter, HEARD(person=["Ana Petrova"], may_be_named=False))
    refused(matter, GIVEN_OUT(press="We thank Ana Petrova."))


def test_a_name_entered_in_error_stays_sealed() -> None:
    matter = opened()
    act = entered(matter, HEARD(person=["Ana Petrova"]))
    actions.strike(matter, act.number, reason="Another matter", by=AMINA, on=day("2025-02-02"))

    refused(matter, GIVEN_OUT(press="We thank Ana Petrova."))


def test_names_sealed_in_the_docket_that_a_docket_is_bound_to_do_not_go_out(
    matter: Matter,
) -> None:
    bound, apart = opened("D/2", other="D/1"), opened("D/3", other="D/9")

    said = GIVEN_OUT(press="Said Ana Petrova.")
    refused(bound, said)
    entered(apart, said)
    text = attach("D/2", b"Said Ana Petrova.")
    refused(bound, CLEARED(text=text))


def test_an_act_that_opens_a_docket_names_nobody_of_the_one_it_is_bound_to(matter: Matter) -> None:
    def open_about(text: str) -> Matter:
        content = OPENED(state="PER", other="D/1", about=text)
        return actions.open_docket(DOSSIER, "D/2", content, on=day("2025-01-02"), by=AMINA)

    with pytest.raises(Refused, match="names that are sealed"):
        open_about("What Ana Petrova said")
    assert open_about("What a detainee said").reference == "D/2"


def test_a_record_names_nobody_whose_name_is_sealed(matter: Matter) -> None:
    def load(press: str, *more: Content) -> int:
        now = moment("2026-01-01T12:00")
        contents = [OPENED(state="PER"), *more, GIVEN_OUT(press=press)]
        return actions.load(
            [
                Draft(DOSSIER, "D/5", one, on=day("2025-02-01"), entered_at=now, where=f"x:{n}")
                for n, one in enumerate(contents, start=1)
            ],
            by=RECORD_LOADER,
            at=now,
        )

    with pytest.raises(RecordRefused) as found:
        load("Said Ana Petrova.", HEARD(person=["Ana Petrova"]))
    assert [where for where, _refusal in found.value.problems] == ["x:3"]
    assert load("Said a detainee.", HEARD(person=["Ana Petrova"])) == 3


def test_documents_are_read_before_anything_is_locked_by_those_who_may_enter_the_act(
    matter: Matter, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = attach()
    read: list[bytes] = []

    def noted(content: bytes, media_type: str) -> words.Words:
        read.append(content)
        return words.words_of(content, media_type)

    monkeypatch.setattr(masking, "words_of", noted)
    with pytest.raises(Refused, match="may not enter"):
        entered(matter, CLEARED(text=text), by=COUNTS)
    assert read == []
    entered(matter, CLEARED(text=text), by=GRACE)
    assert read == [b"What it says."]


def test_what_asks_nothing_of_names_reads_no_docket(matter: Matter) -> None:
    asked: list[int] = []

    def names() -> frozenset[str]:
        asked.append(1)
        return frozenset()

    entry = actions.enter(matter, HEARD(), on=day("2025-02-01"), by=AMINA)
    (as_entry,) = [one for one in masking.opened_entries_of(matter) if one.number == entry.number]
    masking.check_masked(DOSSIER, as_entry, HEARD(), {}, names)
    assert asked == []


def test_where_a_procedure_knows_of_no_names_no_acts_are_asked_for() -> None:
    asked: list[int] = []

    def entries() -> list[object]:
        asked.append(1)
        return []

    nameless = replace(DOSSIER, acts=(OPENED, ASKED), bound_to=())
    assert masking.sealed_names(nameless, entries) == frozenset()  # type: ignore[arg-type]
    assert asked == []
    masking.sealed_names(DOSSIER, entries)  # type: ignore[arg-type]
    assert asked == [1]


def test_the_class_of_the_names_field_decides_and_not_its_label() -> None:
    by_name = {one.name: one.names_people for one in HEARD.fields}

    assert by_name == {
        "person": True,
        "lawyer": True,
        "prison": False,
        "may_be_named": False,
        "record": False,
    }
    assert HEARD.fields[2].confidentiality is Confidentiality.CONFIDENTIAL
