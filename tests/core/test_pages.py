"""The environment of the pages: strict, escaped, in the reader's language and direction."""

from datetime import date

import pytest
from django.template import engines
from django.test import RequestFactory
from django.utils import translation
from jinja2 import UndefinedError

from amparo.core import pages


def rendered(source: str, **values: object) -> str:
    return engines["jinja2"].env.from_string(source).render(**values)


def piece(source: str, **values: object) -> str:
    text = rendered("{% import 'core/components.html' as c %}" + source, **values)
    return " ".join(text.split())


def test_a_name_that_was_not_passed_is_an_error():
    with pytest.raises(UndefinedError):
        rendered("{{ nothing_of_that_name }}")


def test_what_a_template_prints_is_escaped():
    assert rendered("{{ text }}", text="<b>") == "&lt;b&gt;"
    assert rendered("{{ _('Rule: %(rule)s.', rule=text) }}", text="<b>") == "Rule: &lt;b&gt;."


def test_what_was_escaped_is_filled_in_as_it_is():
    said = rendered("{{ _('Rule: %(rule)s.', rule=text|bdi) }}", text="<b> 100%")

    assert said == "Rule: <bdi>&lt;b&gt; 100%</bdi>."


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize(
    "reference", ["SPT/VISIT/PER/2025", "//elsewhere", "a?b#c", "é ü", "'<&\">", "50%", "a/"]
)
def test_many_addresses_of_a_page_are_each_what_one_is(language, reference):
    with translation.override(language):
        leading = pages.leading_to("desk:docket:matter", "reference")

        assert leading(reference) == pages.url("desk:docket:matter", reference=reference)


def test_an_address_of_several_places_is_what_one_is_in_every_language():
    said = {"act": "reply-received", "reference": "VISIT/PER/2026/è 1?"}
    for language in ("en", "fr", "en"):
        with translation.override(language):
            entering = pages.leading_to("mission:enter", *said)

            assert entering(*said.values()) == pages.url("mission:enter", **said)
            with pytest.raises(ValueError, match="longer"):
                entering("reply-received")


def test_a_place_of_an_address_may_be_a_number():
    said = {"number": 12, "reference": "VISIT/9070302010/1"}

    address = pages.leading_to("desk:docket:rectify", *said)(*said.values())

    assert address == pages.url("desk:docket:rectify", **said)


def test_symbols_are_isolated_from_the_text_around_them():
    assert rendered("{{ symbol|bdi }}", symbol="CAT/C/69/3 <") == "<bdi>CAT/C/69/3 &lt;</bdi>"


@pytest.mark.parametrize(
    ("language", "tag", "direction"),
    [("en", "en", "ltr"), ("ar", "ar", "rtl"), ("zh-hans", "zh-Hans", "ltr")],
)
def test_the_page_says_its_language_and_direction(language, tag, direction):
    with translation.override(language):
        assert (pages.language(), pages.direction()) == (tag, direction)


def test_every_language_has_a_link_to_this_page_in_it():
    request = RequestFactory().get("/states/?group=africa")

    with translation.override("en"):
        links = {one.code: one.path for one in pages.languages(request)}

    assert links == {
        "en": "/states/?group=africa",
        "fr": "/fr/states/?group=africa",
        "es": "/es/states/?group=africa",
        "ar": "/ar/states/?group=africa",
        "ru": "/ru/states/?group=africa",
        "zh-Hans": "/zh-hans/states/?group=africa",
    }


@pytest.mark.parametrize(
    ("asked", "english", "arabic"),
    [
        pytest.param("/fr/", "/", "/ar/", id="the first page"),
        pytest.param("/fr/states/?group=africa", "/states/?group=africa", None, id="a question"),
        pytest.param("/fr//elsewhere.example", "/%2Felsewhere.example", None, id="two strokes"),
        pytest.param("/french/", "/french/", "/ar/french/", id="only like a language"),
    ],
)
def test_a_link_to_another_language_leaves_the_prefix_and_stays_here(asked, english, arabic):
    with translation.override("fr"):
        links = {one.code: one.path for one in pages.languages(RequestFactory().get(asked))}

    assert links["en"] == english
    assert links["ar"] == (arabic or f"/ar{english}")


def test_an_address_in_the_record_is_read_in_the_language_being_spoken():
    with translation.override("en"):
        assert pages.here("/states/FRA") == "/states/FRA"
    with translation.override("ar"):
        assert pages.here("/states/FRA") == "/ar/states/FRA"
        assert pages.here("") == ""


@pytest.mark.parametrize(
    ("on", "share"),
    [
        pytest.param(date(2025, 1, 1), 0, id="before it starts"),
        pytest.param(date(2025, 11, 20), 0, id="the first day"),
        pytest.param(date(2026, 2, 18), 49, id="about half"),
        pytest.param(date(2026, 5, 20), 100, id="the last day"),
        pytest.param(date(2027, 5, 20), 100, id="late"),
    ],
)
def test_a_clock_fills_towards_its_day(on, share):
    assert pages.share_gone(date(2025, 11, 20), date(2026, 5, 20), on) == share


@pytest.mark.parametrize(
    ("on", "stopped_on", "css", "left"),
    [
        pytest.param(date(2026, 2, 20), None, "clock", "3 months left", id="running"),
        pytest.param(date(2026, 8, 20), None, "clock late", "late by 3 months", id="late"),
        pytest.param(
            date(2026, 8, 20),
            date(2026, 5, 1),
            "clock done",
            "ended in time, 1 May 2026",
            id="stopped in time",
        ),
        pytest.param(
            date(2026, 9, 20),
            date(2026, 6, 1),
            "clock late",
            "ended 1 June 2026, late by 12 days",
            id="stopped late",
        ),
    ],
)
def test_a_clock_says_in_words_how_it_stands(on, stopped_on, css, left):
    text = piece(
        "{{ c.clock('Reply', starts, due, on, stopped_on=stopped) }}",
        starts=date(2025, 11, 20),
        due=date(2026, 5, 20),
        on=on,
        stopped=stopped_on,
    )

    assert text.startswith(f'<div class="{css}">')
    assert f'<span class="left">{left}</span>' in text


def test_a_figure_is_a_number_that_opens():
    text = piece("{{ c.figure(1234, '/figures/opcat.parties', 'States parties') }}")

    assert text == (
        '<a class="figure" href="/figures/opcat.parties" title="States parties">1,234</a>'
    )


def test_empty_facts_are_left_out():
    text = piece("{{ c.facts([('Symbol', 'CAT/C/69/3'), ('Note', ''), ('Day', day)]) }}", day=None)

    assert text == '<dl class="facts"> <dt>Symbol</dt><dd>CAT/C/69/3</dd></dl>'
