"""Templates and style sheets: nothing inline, nothing that reads in one direction only."""

import re
from pathlib import Path

import pytest

from tests.house.places import SOURCE, found, kept_files, place

TEMPLATES = found(SOURCE, "*/jinja2/**/*.html")
STYLES = found(SOURCE, "*/static/**/*.css")
# Markup is also made in Python: charts, maps. What is set on paper carries its style in it; it is
# never sent to a browser.
MARKUP = [path for path in TEMPLATES if not path.name.endswith("_print.html")]
MARKUP += [*(path for path in kept_files() if path.suffix in {".py", ".svg"})]
MARKUP = [path for path in MARKUP if path.is_relative_to(SOURCE)]

INLINE = re.compile(
    r"""
    <style\b                                  # a style sheet in the page
    | <script\b(?![^>]*\bsrc\s*=)             # a script in the page
    | <[a-z][^<>]*?\sstyle\s*=                # a style on an element
    | <[a-z][^<>]*?\son[a-z]+\s*=             # a script on an element
    | \bhref\s*=\s*["']?\s*javascript:        # a script for an address
    """,
    re.VERBOSE | re.IGNORECASE,
)
COMMENT = re.compile(r"\{#.*?#\}", re.DOTALL)

SIDES = r"(?:left|right)"
PHYSICAL = re.compile(
    rf"""
    (?<![\w-])(?:
        (?:margin|padding|border|inset|scroll-margin|scroll-padding)-{SIDES}[\w-]*\s*:
        | border-(?:top|bottom)-{SIDES}-radius\s*:
        | {SIDES}\s*:                                  # a place counted from one side
        | (?:text-align|float|clear)\s*:\s*{SIDES}\b
        | (?:width|height)-{SIDES}
    )
    """,
    re.VERBOSE | re.IGNORECASE,
)
CSS_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)


def _blank(match: re.Match[str]) -> str:
    return re.sub(r"[^\n]", " ", match[0])


def inline_in(markup: str) -> list[int]:
    """Return where markup holds a script or a style of its own."""
    return [match.start() for match in INLINE.finditer(COMMENT.sub(_blank, markup))]


def physical_in(css: str) -> list[int]:
    """Return where a style sheet speaks of left and right."""
    return [match.start() for match in PHYSICAL.finditer(CSS_COMMENT.sub(_blank, css))]


@pytest.mark.parametrize(
    "markup",
    [
        "<script>go()</script>",
        "<SCRIPT type='module'>go()</SCRIPT>",
        "<style>p { color: red }</style>",
        '<p\n  class="x"\n  style="color: red">',
        '<a href="/" onclick="go()">',
        '<a href="javascript:go()">',
    ],
)
def test_the_search_for_inline_code_finds_it(markup: str):
    assert len(inline_in(markup)) == 1


@pytest.mark.parametrize(
    "markup",
    [
        '<script src="{{ static("amparo/x.js") }}" defer></script>',
        '<link rel="stylesheet" href="x.css">',
        '<p data-style="x" class="on">one = two</p>',
        "{# <style> is forbidden #}",
    ],
)
def test_the_search_for_inline_code_leaves_the_rest_alone(markup: str):
    assert inline_in(markup) == []


def test_no_script_and_no_style_inside_a_page():
    wrong = [
        place(path, text, position)
        for path in MARKUP
        for text in [path.read_text(encoding="utf-8")]
        for position in inline_in(text)
    ]

    assert wrong == []


@pytest.mark.parametrize(
    "css",
    [
        "p { margin-left: 1rem }",
        "p{padding-right:1rem}",
        "p { border-left-color: red }",
        "p { border-top-left-radius: 4px }",
        "p { position: absolute; left: 0 }",
        "p { text-align: right }",
        "p { float: left }",
    ],
)
def test_the_search_for_sides_finds_them(css: str):
    assert len(physical_in(css)) == 1


@pytest.mark.parametrize(
    "css",
    [
        "p { margin-inline-start: 1rem; text-align: start; inset-inline-end: 0 }",
        ".left-over { color: red }",
        "/* left: of nothing */",
        "p { --bright: red; border-start-start-radius: 4px }",
    ],
)
def test_the_search_for_sides_leaves_the_rest_alone(css: str):
    assert physical_in(css) == []


@pytest.mark.parametrize("sheet", STYLES, ids=lambda path: path.name)
def test_style_sheets_have_no_left_and_no_right(sheet: Path):
    text = sheet.read_text(encoding="utf-8")

    assert [place(sheet, text, position) for position in physical_in(text)] == []
