"""Reading files: what is refused, on which line, and in what words."""

from pathlib import Path

import pytest

from amparo.core.errors import Refused
from amparo.registry.imports import FileRefused, read_csv

COLUMNS = ("treaty", "on")


def refusal(path: Path, content: bytes) -> list[str]:
    """Return the problems found in a file with this content, as the command prints them."""
    path.write_bytes(content)
    with pytest.raises(FileRefused) as refused:
        read_csv(path, COLUMNS, ("note",)).checked()
    return [line.removeprefix(f"{path}:") for line in refused.value.lines()]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A file to fill."""
    return tmp_path / "actions.csv"


def test_rows_keep_the_line_they_start_on(path: Path) -> None:
    path.write_text('on,treaty,note\n2020-01-01, CAT ,"two\nlines"\n\n2020-01-02,OPCAT,\n')

    rows = read_csv(path, COLUMNS, ("note",)).checked()

    assert [(row.line, row["treaty"], row.get("note")) for row in rows] == [
        (2, "CAT", "two\nlines"),
        (5, "OPCAT", ""),
    ]


def test_a_mark_of_byte_order_is_no_column(path: Path) -> None:
    path.write_bytes(b"\xef\xbb\xbftreaty,on\nCAT,2020-01-01\n")

    assert read_csv(path, COLUMNS).checked()[0]["treaty"] == "CAT"


def test_wrong_encoding_names_the_line(path: Path) -> None:
    assert refusal(path, b"treaty,on\nCAT,2020-01-01\nC\xf4te,2020-01-01\n") == [
        "3: This is not UTF-8 text: the byte 0xF4 cannot be read."
        " Save the file as UTF-8 and try again."
    ]


def test_wrong_columns_are_all_named(path: Path) -> None:
    assert refusal(path, b"treaty,treaty,state\n") == [
        "1: The column “on” is missing.",
        "1: The column “state” is not known; there are treaty, on, note.",
        "1: The column “treaty” stands 2 times.",
    ]


def test_an_empty_file_has_no_header(path: Path) -> None:
    assert refusal(path, b"") == ["1: The file has no header; it needs the columns treaty, on."]


def test_rows_of_the_wrong_length_are_named(path: Path) -> None:
    assert refusal(path, b"treaty,on\nCAT\nCAT,2020-01-01\nCAT,2020-01-01,more\n") == [
        "2: This row has 1 cells where the header has 2.",
        "4: This row has 3 cells where the header has 2.",
    ]


def test_a_quotation_mark_left_open_is_named(path: Path) -> None:
    assert refusal(path, b'treaty,on\n"CAT,2020-01-01\n') == [
        "2: This is not a row of a CSV file (unexpected end of data)."
    ]


def test_a_file_that_is_not_there_is_refused_in_a_sentence(path: Path) -> None:
    with pytest.raises(Refused) as refused:
        read_csv(path, COLUMNS)
    assert str(refused.value) == f"There is no file {path}."
