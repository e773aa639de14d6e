"""Annual reports, and where they can be had."""

from amparo.api.asking import OnADay, dates_of
from amparo.api.paging import Rows, in_memory
from amparo.api.records import ReportLine
from amparo.api.service import listed
from amparo.stats.report.issue import Issue, issues


@listed("reports", ReportLine, tags=["Reports"])
def reports(asked: OnADay) -> Rows[ReportLine]:
    """Annual reports that the record knows, by their year."""
    dates = dates_of(asked)
    found = issues(today=dates.on, known_at=dates.known_at)
    return in_memory(map(_line, found), lambda one: (one.year,), (int,))


def _line(one: Issue) -> ReportLine:
    return ReportLine(
        year=one.year,
        ordinal=one.ordinal,
        symbol=one.symbol,
        distributed_on=one.distributed_on,
        path=f"/reports/spt/{one.year}/",
        docx=f"/reports/spt/{one.year}.docx",
        pdf=f"/reports/spt/{one.year}.pdf",
        json=f"/reports/spt/{one.year}.json",
    )
