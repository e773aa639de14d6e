import json
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.conf import settings

from amparo.access.permissions import RECORD_LOADER
from amparo.core.errors import Refused
from amparo.core.measures import AsAt, measure_named
from amparo.core.records import plain
from amparo.docket import actions
from amparo.docket.records import end_of
from amparo.fund.procedures import CONTRIBUTION
from amparo.fund.procedures.contribution import RECEIVED
from amparo.stats.report import as_json, spt
from amparo.stats.report.document import Chart, Paragraph, Report, plain_text
from tests.stats.conftest import NOW

# That figures are the same on either engine, tests/stats/test_figures.py shows.
pytestmark = [
    pytest.mark.django_db,
    pytest.mark.once,
    pytest.mark.usefixtures("everything"),
]

TODAY = NOW.date()
ISSUED = date(2026, 3, 11)


@pytest.fixture(scope="module")
def issued(everything: None, django_db_blocker: Any) -> Report:
    """The report on 2025 as known when it was issued."""
    with django_db_blocker.unblock():
        return spt.build(2025, today=TODAY)


def _words(report: Report, anchor: str) -> list[str]:
    section = next(one for one in report.sections if one.anchor == anchor)
    return [plain_text(one.spans) for one in section.blocks if isinstance(one, Paragraph)]


def test_the_report_is_the_one_known_on_the_day_of_issue_unless_asked_otherwise(issued: Report):
    assert (issued.known_on, issued.known_at_issue) == (ISSUED, True)
    assert (issued.since, issued.on) == (date(2025, 1, 1), date(2025, 12, 31))
    assert spt.build(2025, today=TODAY, known_on=TODAY).known_on == TODAY
    assert spt.build(2025, today=TODAY, known_on=date(2027, 1, 1)).known_on == TODAY


def test_the_chapters_come_in_the_order_of_the_subcommittees_own_report(issued: Report):
    assert [f"{one.number} {one.anchor}" for one in issued.sections] == [
        "I introduction",
        "II organization",
        "A participation",
        "B sessions",
        "C membership",
        "D special-fund",
        "III visits",
        "A visits-made",
        "B visit-reports",
        "C replies",
        "IV npms",
        "A mechanisms",
        "B meetings",
        "V cooperation",
        "VI programme",
        "VII published-and-counted",
    ]


def test_paragraphs_are_numbered_through_the_report(issued: Report):
    numbers = [
        block.number
        for section in issued.sections
        for block in section.blocks
        if isinstance(block, Paragraph)
    ]
    assert numbers == list(range(1, len(numbers) + 1))


def test_the_report_on_2025_tells_what_was_published(issued: Report):
    assert _words(issued, "participation")[0] == (
        "On 31 December 2025, 96 States were parties to the Optional Protocol. Another 11 States "
        "had signed it without becoming parties. In 2025, 2 States became parties: Bangladesh on "
        "17 July 2025 and Colombia on 10 November 2025."
    )
    assert _words(issued, "visits-made")[0] == (
        "The programme of the year held 8 visits. The Subcommittee conducted 4 visits. By 31 "
        "December 2025, 50% of the programme had been carried out."
    )
    assert _words(issued, "visit-reports")[-1] == (
        "By 31 December 2025, 95 reports had been sent to States parties and 58 of them had been "
        "published at the State's request: 61.05%."
    )
    assert _words(issued, "programme")[-1] == (
        "The programme of 2026 held 6 visits. Postponed before and put on it again, 3: Burundi, "
        "France and Mexico. New on it, 3: Paraguay, Rwanda and Sri Lanka."
    )


@pytest.mark.parametrize("year", [2019, 2025])
def test_every_figure_in_the_report_is_what_its_measure_counts(year: int):
    data = as_json.as_data(spt.build(year, today=TODAY))
    known_at = end_of(date.fromisoformat(str(data["known_on"])))

    figures = list(_figures(data))
    assert len(figures) > 80
    for figure in figures:
        measure = measure_named(figure["measure"])
        since = date.fromisoformat(figure["since"]) if "since" in figure else date(year, 1, 1)
        as_at = AsAt(date.fromisoformat(figure["on"]), known_at, since)
        assert plain(measure(as_at, **figure["choices"]).value) == figure["value"], figure


def test_every_figure_leads_to_its_rows_as_they_were_known(issued: Report):
    assert [one for one in issued.figures() if not one.path.startswith("/figures/")] == []
    assert [one for one in issued.figures() if "known_at=2026-03-11" not in one.path] == []


@pytest.mark.parametrize("year", [2007, 2012, 2016, 2026])
def test_a_year_of_which_little_is_known_reads_well(year: int):
    report = spt.build(year, today=TODAY)

    for section in report.sections:
        assert section.blocks or section.level == 1
        for block in section.blocks:
            if isinstance(block, Paragraph):
                words = plain_text(block.spans)
                assert words.endswith((".", ":")), words
                assert "{" not in words
                assert "  " not in words


def test_a_year_without_visits_says_that_the_record_holds_none():
    report = spt.build(2012, today=TODAY, known_on=TODAY)

    assert _words(report, "sessions") == [
        "The record holds no session of the Subcommittee in that year."
    ]
    assert _words(report, "visit-reports") == [
        "The record holds no report transmitted or published in that year."
    ]


def test_a_year_that_nothing_was_known_of_yet_is_refused():
    with pytest.raises(Refused, match="nothing was known of that year yet"):
        spt.build(2025, today=TODAY, known_on=date(2024, 12, 31))


def test_before_a_report_was_issued_nothing_of_it_was_known():
    before = spt.build(2025, today=TODAY, known_on=date(2026, 1, 31))

    assert not before.known_at_issue
    assert _words(before, "introduction")[1:] == []
    assert "published-and-counted" not in [one.anchor for one in before.sections]
    assert [one for one in before.figures() if one.published] == []


def test_a_late_entry_changes_the_report_known_today_and_not_the_one_known_when_issued(
    issued: Report,
):
    today = as_json.render(spt.build(2025, today=TODAY, known_on=TODAY))

    actions.open_docket(
        CONTRIBUTION,
        "OPCAT-FUND/CONTRIBUTION/2025/FRA",
        RECEIVED(state="FRA", year=2025, amount="1234", currency="EUR"),
        on=date(2025, 12, 1),
        by=RECORD_LOADER,
        at=NOW,
    )

    assert as_json.render(spt.build(2025, today=TODAY)) == as_json.render(issued)
    changed = as_json.render(spt.build(2025, today=TODAY, known_on=TODAY))
    assert changed != today
    assert _amounts(today, "EUR") == {"DEU": 200_000, "ESP": 10_000, "": 210_000}
    assert _amounts(changed, "EUR") == {
        "FRA": 1_234,
        "DEU": 200_000,
        "ESP": 10_000,
        "": 211_234,
    }


def test_the_same_report_is_the_same_to_the_byte(issued: Report):
    later = spt.build(2025, today=date(2026, 12, 24))

    assert as_json.render(later) == as_json.render(issued)


def test_states_are_named_in_the_language_of_the_report():
    words = _words(spt.build(2025, today=TODAY, language="ar"), "participation")

    assert "كولومبيا" in words[0]
    assert "بنغلاديش" in words[0]


@pytest.mark.parametrize("language", [code for code, _name in settings.LANGUAGES])
@pytest.mark.parametrize("year", [2019, 2025])
def test_every_language_tells_the_same_figures(language: str, year: int, issued: Report):
    told = spt.build(year, today=TODAY, language=language)

    english = issued if year == 2025 else spt.build(year, today=TODAY)
    assert sorted(_counted(told)) == sorted(_counted(english))


def test_drawings_say_in_words_what_they_show(issued: Report):
    charts = [
        block for section in issued.sections for block in section.blocks if isinstance(block, Chart)
    ]

    assert [one.anchor for one in charts] == ["map", "over-time", "visits-of-the-year"]
    for chart in charts:
        assert chart.description
        assert f"<title>{chart.title}</title>" in chart.svg
        assert "xmlns" in chart.standalone


def _figures(data: object):
    """Yield every figure in a report's data."""
    if isinstance(data, dict):
        for name, value in data.items():
            if name == "figures":
                yield from value
            else:
                yield from _figures(value)
    elif isinstance(data, list):
        for one in data:
            yield from _figures(one)


def _counted(report: Report) -> list[str]:
    """Return every figure of a report by its path and value, whatever the order of the words."""
    return [f"{one.path} {one.value}" for one in report.figures()]


def _amounts(report: bytes, currency: str) -> dict[str, int]:
    """Return what each State contributed in a currency; under no name, all together."""
    return {
        figure["choices"].get("state", ""): int(Decimal(str(figure["value"])))
        for figure in _figures(json.loads(report))
        if figure["measure"] == "fund.contributed" and figure["choices"]["currency"] == currency
    }
