import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from amparo.core.errors import Refused
from amparo.vault.files.names import NAME_BYTES, clean_name

FORBIDDEN = set('/\\<>:"|?*') | {chr(code) for code in (*range(32), 127)}
TURNING = set("\u200b\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff")


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        pytest.param("report.pdf", "report.pdf", id="as it is"),
        pytest.param("../../etc/passwd.txt", "passwd.txt", id="up"),
        pytest.param("/etc/cron.d/a.txt", "a.txt", id="from the root"),
        pytest.param("C:\\Users\\amina\\report.PDF", "report.pdf", id="of Windows"),
        pytest.param("c:report.pdf", "report.pdf", id="a drive"),
        pytest.param("a.pdf:hidden.pdf", "a.pdf_hidden.pdf", id="a stream"),
        pytest.param("re\0port.pdf", "report.pdf", id="a zero"),
        pytest.param("a\r\nSet-Cookie: b.pdf", "aSet-Cookie_ b.pdf", id="a header"),
        pytest.param("photo\u202efdp.exe.pdf", "photofdp.exe.pdf", id="turned"),
        pytest.param("\u2067a\u2069.pdf", "a.pdf", id="set apart"),
        pytest.param("...hidden.pdf", "hidden.pdf", id="leading dots"),
        pytest.param(".pdf", "file.pdf", id="nothing but an ending"),
        pytest.param("CON.pdf", "_CON.pdf", id="reserved"),
        pytest.param("nul.tar.pdf", "_nul.tar.pdf", id="reserved before the first dot"),
        pytest.param("COM¹.pdf", "_COM¹.pdf", id="reserved with a small one"),
        pytest.param("  many   spaces .pdf ", "many spaces.pdf", id="spaces"),
        pytest.param("تقرير الزيارة.pdf", "تقرير الزيارة.pdf", id="Arabic"),
        pytest.param("می\u200cخواهم.pdf", "می\u200cخواهم.pdf", id="Persian, with its joiner"),
        pytest.param("e\u0301te\u0301.pdf", "été.pdf", id="one form of accents"),
        pytest.param('a"b<c>|?*.pdf', "a_b_c____.pdf", id="what systems forbid"),
    ],
)
def test_a_name_is_cleaned(sent: str, kept: str):
    assert clean_name(sent) == kept


@pytest.mark.parametrize(
    "sent", ["report", "", ".", "..", "a.", "a/", "a.p\u0434f", "a." + "x" * 11]
)
def test_a_name_without_an_ending_is_refused(sent: str):
    assert clean_name("report.pdf") == "report.pdf"
    with pytest.raises(Refused, match="has no ending"):
        clean_name(sent)


@pytest.mark.parametrize("letter", ["a", "é", "監", "😀", "e\u0323\u0302"])
def test_a_long_name_is_cut_between_characters(letter: str):
    kept = clean_name(letter * 300 + ".docx")

    stem = kept.removesuffix(".docx")
    assert NAME_BYTES - 20 < len(kept.encode()) <= NAME_BYTES
    assert clean_name(letter + ".docx").removesuffix(".docx") * 300 == stem + (
        clean_name(letter + ".docx").removesuffix(".docx") * 300
    ).removeprefix(stem)


@given(st.text(max_size=300).map(lambda text: text + ".pdf"))
@example("CON" + "\u0301" * 100 + ".pdf")
@example("." * 200 + ".pdf")
@example("a" * 174 + " . b.pdf")
def test_a_clean_name_is_safe_short_and_its_own_clean_name(sent: str):
    try:
        kept = clean_name(sent)
    except Refused:
        return
    assert not set(kept) & (FORBIDDEN | TURNING)
    assert not kept.startswith((".", " "))
    assert len(kept.encode()) <= NAME_BYTES
    assert clean_name(kept) == kept
