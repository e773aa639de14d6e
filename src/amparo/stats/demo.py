"""
A demonstration: three States that do not exist, and everything that can happen to a docket.

The days are counted back from the day of the demonstration, so that its clocks are running. Every
act says in its source that it is invented.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from amparo.core.words import gettext_noop as _
from amparo.docket.actions import Draft
from amparo.docket.procedure import STRUCK, Content, Procedure
from amparo.npms.procedures import mechanism as npm
from amparo.visits.procedures import report, visit

INVENTED = _("Invented for demonstration.")


@dataclass(frozen=True, slots=True)
class _Docket:
    """A docket of the demonstration, to which acts are added by days before today."""

    procedure: Procedure
    reference: str
    today: date

    def act(
        self,
        days_ago: int,
        content: Content,
        *,
        entered: int | None = None,
        rectifies: int | None = None,
        reason: str = "",
    ) -> Draft:
        """Return an act of so many days ago, entered the same day or `entered` days ago."""
        known_on = self.today - timedelta(days=days_ago if entered is None else entered)
        return Draft(
            procedure=self.procedure,
            reference=self.reference,
            content=content,
            on=self.today - timedelta(days=days_ago),
            entered_at=datetime.combine(known_on, time(0), UTC),
            source=INVENTED,
            rectifies=rectifies,
            reason=reason,
        )


def drafts(today: date) -> Iterator[Draft]:
    """Yield the acts of the demonstration, as if it had been worked on until `today`."""
    yield from _a_visit_from_beginning_to_end(today)
    yield from _a_report_that_is_published(today)
    yield from _a_report_whose_reply_is_late(today)
    yield from _a_visit_that_waits(today)
    yield from _a_visit_broken_off(today)
    yield from _mechanisms(today)


def _a_visit_from_beginning_to_end(today: date) -> Iterator[Draft]:
    docket = _Docket(visit.VISIT, "DEMO/VISIT/XVA/1", today)
    first, last = today - timedelta(days=520), today - timedelta(days=510)
    days = {"planned_first_day": first.isoformat(), "planned_last_day": last.isoformat()}
    yield docket.act(700, visit.PROGRAMMED(state="XVA", year=first.year, type="country"))
    yield docket.act(600, visit.DATES_NOTIFIED(**days))
    yield docket.act(
        540, visit.PREPARED(nationalities=["XTM", "XPA"], places=["Prison of the Eastern Quarter"])
    )
    yield docket.act(520, visit.BEGUN())
    yield docket.act(510, visit.DEBRIEFED(observations="Registers of the night are not kept."))
    yield docket.act(509, visit.CONDUCTED(first_day=first.isoformat(), last_day=(last).isoformat()))
    yield docket.act(505, visit.PRESS_RELEASED())
    # The day was misread at first; the act that says so replaces it.
    yield docket.act(
        509,
        visit.CONDUCTED(
            first_day=first.isoformat(), last_day=(last + timedelta(days=1)).isoformat()
        ),
        entered=500,
        rectifies=6,
        reason="The delegation left a day later than was noted.",
    )


def _a_report_that_is_published(today: date) -> Iterator[Draft]:
    docket = _Docket(report.REPORT, "DEMO/REPORT/XVA/1/STATE", today)
    yield docket.act(
        380, report.TRANSMITTED(state="XVA", recipient="state", visit="DEMO/VISIT/XVA/1")
    )
    yield docket.act(220, report.REPLY_RECEIVED(content="Registers are kept now."))
    yield docket.act(150, report.DIALOGUE_HELD(content="On the registers of the night."))
    yield docket.act(60, report.PUBLICATION_REQUESTED(report_requested=True, reply_requested=True))
    yield docket.act(40, report.PUBLISHED(symbol="CAT/OP/XVA/ROSP/1"))
    yield docket.act(39, report.REPLY_PUBLISHED(reply_symbol="CAT/OP/XVA/CSPRO/1"))


def _a_report_whose_reply_is_late(today: date) -> Iterator[Draft]:
    late = _Docket(report.REPORT, "DEMO/REPORT/XTM/1/STATE", today)
    yield late.act(230, report.TRANSMITTED(state="XTM", recipient="state"))
    yield late.act(100, report.REPLY_RECEIVED())
    yield late.act(98, STRUCK(), rectifies=2, reason="The letter answered another body.")
    soon = _Docket(report.REPORT, "DEMO/REPORT/XTM/1/NPM", today)
    yield soon.act(95, report.TRANSMITTED(state="XTM", recipient="npm"))


def _a_visit_that_waits(today: date) -> Iterator[Draft]:
    docket = _Docket(visit.VISIT, "DEMO/VISIT/XPA/1", today)
    yield docket.act(400, visit.PROGRAMMED(state="XPA", year=today.year, type="npm_advisory"))
    yield docket.act(200, visit.POSTPONED(reason="budget"))
    yield docket.act(20, visit.RESCHEDULED(year=today.year + 1))


def _a_visit_broken_off(today: date) -> Iterator[Draft]:
    docket = _Docket(visit.VISIT, "DEMO/VISIT/XTM/1", today)
    yield docket.act(450, visit.PROGRAMMED(state="XTM", year=today.year, type="country"))
    yield docket.act(300, visit.BEGUN())
    yield docket.act(297, visit.SUSPENDED(obstructed=True))


def _mechanisms(today: date) -> Iterator[Draft]:
    for state, bound in (("XVA", 2_200), ("XPA", 1_900), ("XTM", 300)):
        docket = _Docket(npm.NPM, f"DEMO/NPM/{state}", today)
        in_force = (today - timedelta(days=bound - 30)).isoformat()
        yield docket.act(
            bound, npm.BOUND(state=state, instrument="ratification", in_force_on=in_force)
        )
        if state == "XVA":
            yield docket.act(1_800, npm.NOTIFIED(body="Office of the Defender (invented)"))
            yield docket.act(1_790, npm.DOCUMENTS_RECEIVED(documents=["Act on the Defender"]))
            yield docket.act(1_750, npm.ACCEPTED(body="Office of the Defender (invented)"))
        if state == "XPA":
            yield docket.act(400, npm.LIST_DECIDED(decision="listed"))
            yield docket.act(30, npm.LIST_DECIDED(decision="retained"))
