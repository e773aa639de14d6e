import pytest

from amparo.core.progress import progress_bar


def test_nothing_is_drawn_where_no_person_watches(capsys: pytest.CaptureFixture[str]):
    with progress_bar("Loading the record", total=3) as advance:
        for _ in range(3):
            advance(1)

    assert capsys.readouterr() == ("", "")


def test_a_person_sees_what_is_done_and_how_much(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("FORCE_COLOR", "1")  # rich then takes any stream for a terminal
    monkeypatch.setenv("COLUMNS", "120")

    with progress_bar("Loading the record", total=3) as advance:
        advance(3)

    out, err = capsys.readouterr()
    assert out == ""
    assert "Loading the record" in err
    assert "3/3" in err
