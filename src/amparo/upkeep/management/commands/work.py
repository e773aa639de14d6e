"""`amparo work`: do what waits and what is due, until stopped."""

from __future__ import annotations

import os
import signal
import threading
import time
from argparse import SUPPRESS, ArgumentParser
from datetime import datetime, timedelta
from types import FrameType
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from rich.console import Console
from rich.table import Table

if TYPE_CHECKING:
    from amparo.jobs.queries import ScheduleState, State
    from amparo.jobs.worker import Shift

_LOOK_SECONDS = 1.0
_DAY = timedelta(days=1)
_WIDE = 160  # where no screen says how wide it is


class Command(BaseCommand):
    """A worker: the queue and the schedule."""

    help = gettext_noop("Do the work that waits and the work that is due, until stopped.")
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take how long to work, or that only a look is wanted."""
        parser.add_argument("--once", action="store_true", help=_("do what is due, then end"))
        parser.add_argument(
            "--list", action="store_true", help=_("show how queue and schedule stand, do nothing")
        )
        # The server that started this worker: with it, it ends.
        parser.add_argument("--beside", type=int, metavar="PROCESS", help=SUPPRESS)

    def handle(
        self, *_args: Any, once: bool, list: bool, beside: int | None, **_options: Any
    ) -> None:
        """Work, or show how the work stands."""
        if not settings.INSIDE:
            raise CommandError(
                _("This process shows what is public only; work is done by one that is inside.")
            )
        # Where there is no inside, there are no tables for it.
        from amparo.jobs import queries
        from amparo.jobs.worker import Shift

        if list:
            self._show(queries.state(timezone.now()))
            return
        shift = Shift(say=self._say)
        _end_when_told(shift)
        if beside is not None:
            _end_with(beside, shift)
        if once:
            shift.run_once()
        else:
            shift.run()

    def _say(self, line: str) -> None:
        self.stdout.write(line)
        self.stdout.flush()

    def _show(self, now: State) -> None:
        width = None if self.stdout.isatty() else _WIDE
        console = Console(file=self.stdout, width=width, highlight=False)  # type: ignore[arg-type]  # it writes
        console.print(_table(now.schedules))
        console.print(
            _(
                "Queue: {pending} waiting, {later} for later, {running} in hand, {failed} given up."
                " Workers: {workers}."
            ).format(
                pending=now.pending,
                later=now.later,
                running=now.running,
                failed=now.failed,
                workers=now.workers,
            )
        )


def _table(schedules: tuple[ScheduleState, ...]) -> Table:
    table = Table(box=None)
    for title in (_("What"), _("When"), _("Last"), _("Next"), _("Outcome")):
        table.add_column(title, no_wrap=title != _("Outcome"))
    for one in schedules:
        last, coming = _moment(one.done_at), _moment(one.next_at)
        table.add_row(one.name, _when(one), last, coming, _outcome(one))
    return table


def _when(one: ScheduleState) -> str:
    seconds = int(one.pace.total_seconds())
    if seconds < 60:
        return _("every {seconds} s").format(seconds=seconds)
    if seconds < 3_600:
        return _("every {minutes} min").format(minutes=seconds // 60)
    if one.pace < _DAY:
        return _("every {hours} h").format(hours=seconds // 3_600)
    return _("daily, {time}").format(time=one.when)


def _moment(at: datetime | None) -> str:
    return f"{at:%Y-%m-%d %H:%M}" if at else "–"


def _outcome(one: ScheduleState) -> str:
    if one.is_running:
        return _("in hand")
    if one.fault:
        return _("failed {times} times: {fault}").format(times=one.faults, fault=one.fault)
    return one.outcome


def _end_when_told(shift: Shift) -> None:
    """Let the first signal end the shift after what is in hand, and the second at once."""

    def told(number: int, _frame: FrameType | None) -> None:
        signal.signal(number, signal.SIG_DFL)
        shift.end()

    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, told)


def _end_with(process: int, shift: Shift) -> None:
    """End the shift once the process that started this one is gone, however it went."""

    def watch() -> None:
        while os.getppid() == process:
            time.sleep(_LOOK_SECONDS)
        shift.end()

    threading.Thread(target=watch, daemon=True).start()
