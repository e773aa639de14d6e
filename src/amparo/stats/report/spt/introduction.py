"""What the report is, and what the Subcommittee's own account of the year is."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _

from amparo.stats.report.document import (
    Link,
    Paragraph,
    Section,
)

from .telling import Telling, paragraph, say, section


def introduction(told: Telling) -> Section:
    """Say what the report covers, how it was made, and which report it stands beside."""
    how = paragraph(
        say(
            _(
                "This report tells of the work of the Subcommittee on Prevention of Torture in {year}."
            ),
            year=str(told.year),
        ),
        say(
            _(
                "It was made from the record of acts as known on {known_on}: every figure was "
                "counted, or is given as the only total ever published, and leads to its rows."
            ),
            known_on=told.frame.known_on,
        ),
    )
    return section("introduction", _("Introduction"), how, *_issued(told), level=1)


def _issued(told: Telling) -> Iterator[Paragraph]:
    issue = told.issue
    if issue is None:
        return
    name = Link(_("annual report no. {number}").format(number=issue.ordinal), issue.path)
    if issue.distributed_on is None:
        yield paragraph(
            say(_("The Subcommittee's own account of the year is its {report}."), report=name)
        )
    elif issue.symbol:
        yield paragraph(
            say(
                _(
                    "The Subcommittee's own account of the year is its {report} ({symbol}), "
                    "distributed on {day}."
                ),
                report=name,
                symbol=issue.symbol,
                day=issue.distributed_on,
            )
        )
    else:
        yield paragraph(
            say(
                _(
                    "The Subcommittee's own account of the year is its {report}, distributed on {day}."
                ),
                report=name,
                day=issue.distributed_on,
            )
        )
