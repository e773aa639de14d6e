"""`amparo participation` and `amparo import`, as typed."""

import json
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.utils import translation

from amparo.registry.models import TreatyAction

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("shipped")]

HEADER = "treaty,state,action,on,source\n"


def printed(*arguments: str) -> str:
    """Return what `amparo participation` prints."""
    out = StringIO()
    call_command("participation", *arguments, stdout=out)
    return out.getvalue()


def test_participation_prints_parties_and_signatories_by_region() -> None:
    assert printed("OPCAT", "--on", "2019-12-31") == (
        "OPCAT on 2019-12-31\n"
        "\n"
        "Parties: 90\n"
        "  African States                        23\n"
        "  Asia-Pacific States                   12\n"
        "  Eastern European States               19\n"
        "  Latin American and Caribbean States   15\n"
        "  Western European and other States     21\n"
        "\n"
        "Signatories: 13\n"
        "  African States                         8\n"
        "  Asia-Pacific States                    1\n"
        "  Eastern European States                1\n"
        "  Latin American and Caribbean States    1\n"
        "  Western European and other States      2\n"
    )


def test_participation_names_the_states_if_asked() -> None:
    lines = printed("opcat", "--on", "2025-12-31", "--names").splitlines()

    assert lines[2] == "Parties: 96"
    assert "    Colombia (accession, 2025-11-10)" in lines
    assert lines[-2:] == ["    Belgium (2005-10-24)", "    Ireland (2007-10-02)"]


def test_participation_prints_data_if_asked() -> None:
    data = json.loads(printed("OPCAT", "--on", "2025-12-31", "--json"))

    assert (data["parties"], data["signatories"]) == (96, 11)
    assert data["parties_by_group"]["asia-pacific"] == 13
    assert data["states"]["parties"][0] == {
        "iso3": "AFG",
        "name": "Afghanistan",
        "group": "asia-pacific",
        "status": "in_force",
        "since": "2018-04-17",
        "instrument": "accession",
    }


def test_participation_as_known_at_a_moment() -> None:
    assert "Parties: 94\n" in printed("OPCAT", "--on", "2025-12-31", "--known-at", "2025-07-16")
    assert "Parties: 95\n" in printed("OPCAT", "--on", "2025-12-31", "--known-at", "2025-07-17")
    assert "Parties: 94\n" in printed(
        "OPCAT", "--on", "2025-12-31", "--known-at", "2025-07-17T01:00+02:00"
    )


def test_participation_before_anything_was_done_is_nobody() -> None:
    assert printed("OPCAT", "--on", "1990-01-01").count(": 0\n") == 2


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("NOPE",), "There is no treaty NOPE on record; there are: CAT, CEDAW, "),
        (("OPCAT", "--on", "2025-02-30"), "“2025-02-30” is not a day of the calendar"),
        (("OPCAT", "--known-at", "soon"), "“soon” is not a day or a moment"),
    ],
)
def test_participation_says_what_it_did_not_understand(
    arguments: tuple[str, ...], sentence: str
) -> None:
    with pytest.raises(CommandError) as error:
        printed(*arguments)
    assert str(error.value).startswith(sentence)


def test_import_takes_good_files_and_names_what_is_wrong_with_the_others(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("good.csv").write_text(HEADER + "OPCAT,JPN,accession,2026-04-01,A test\n")
    Path("bad.csv").write_text(
        HEADER + "OPCAT,KOR,accession,2026-04-01,A test\nOPCAT,XXA,accession,2026-04-01,A test\n"
    )
    out, err = StringIO(), StringIO()

    with pytest.raises(CommandError) as error:
        call_command(
            "import", "treaty-actions", "bad.csv", "no.csv", "good.csv", stdout=out, stderr=err
        )

    assert out.getvalue() == "good.csv: imported, rows: 1.\n"
    assert err.getvalue() == (
        "bad.csv:3: “XXA” is not the three-letter code of a State on record.\n"
        "There is no file no.csv.\n"
    )
    assert str(error.value) == "2 of 3 files were refused; nothing of them was imported."
    assert TreatyAction.objects.filter(treaty="OPCAT", state="JPN").count() == 1
    assert TreatyAction.objects.filter(treaty="OPCAT", state="KOR").count() == 0


def test_import_says_what_kinds_there_are() -> None:
    with pytest.raises(CommandError) as error:
        call_command("import", "weather", "file.csv")
    assert str(error.value).startswith("There is nothing called weather to import; there is: ")
    assert "treaty-actions" in str(error.value)


def test_import_says_what_is_wrong_in_the_language_spoken(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("bad.csv").write_text(HEADER + "OPCAT,XXA,accession,2026-04-01,A test\n")
    err = StringIO()

    with translation.override("fr"), pytest.raises(CommandError) as error:
        call_command("import", "treaty-actions", "bad.csv", stderr=err)

    assert err.getvalue() == (
        "bad.csv:2: «\u00a0XXA\u00a0» n’est pas le code à trois lettres d’un État enregistré.\n"
    )
    assert str(error.value) == "Le fichier a été refusé\u00a0; rien n’en a été importé."
