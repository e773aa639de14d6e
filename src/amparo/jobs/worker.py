"""
A worker's shift: turns of the schedule as they come due, jobs one after the other, until it ends.

A turn is done beside what else is in hand, so that a long job keeps none waiting.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor, wait
from uuid import uuid4

from django.db import InterfaceError, OperationalError, close_old_connections, connections
from django.utils import timezone

from amparo.audit.faces import at_face

from . import queue, turns, workers
from .faults import class_of, kept_line, place_of
from .models import Turn
from .schedule import SCHEDULES, Schedule

_log = logging.getLogger(__name__)
_TICK_SECONDS = 1.0
_UNREACHABLE = (OperationalError, InterfaceError)

Say = Callable[[str], object]


class Shift:
    """
    One worker at work.

    It looks once a second, by reading; it writes when there is something to do, and a few times a
    minute that it lives.
    """

    def __init__(self, say: Say = lambda _line: None) -> None:
        self.id = uuid4()
        self._say = say
        self._is_ending = False
        self._cut_off: set[str] = set()
        self._declared = False
        self._seen = self._freed = float("-inf")

    def end(self) -> None:
        """Take nothing more; what is in hand is still done."""
        self._is_ending = True

    def run(self) -> None:
        """Work until told to end. While the database cannot be reached, wait for it."""
        turns_in_hand: dict[str, Future[None]] = {}
        # A hand for each schedule, and one for the queue: none waits for another.
        with ThreadPoolExecutor(len(SCHEDULES) + 1, thread_name_prefix="worker") as hands:
            queue_in_hand = hands.submit(self._work_through_queue)
            in_hand = {queue_in_hand}
            while in_hand:
                self._patiently("life", self._show_life)
                if not self._is_ending:
                    self._patiently("turns", lambda: self._take_turns(hands, turns_in_hand))
                done, in_hand = wait(
                    {queue_in_hand, *turns_in_hand.values()}, timeout=_TICK_SECONDS
                )
                for name in [name for name, one in turns_in_hand.items() if one in done]:
                    turns_in_hand.pop(name).result()
            queue_in_hand.result()
        self._patiently("life", lambda: workers.sign_off(self.id))
        connections.close_all()

    def run_once(self) -> int:
        """Do what is due and what waits, and return how much that was."""
        self._show_life()
        done = 0
        for turn, schedule in turns.due(timezone.now(), by=self.id):
            if not self._is_ending and turns.take(turn, by=self.id, now=timezone.now()):
                self._do_turn(turn, schedule)
                done += 1
        while not self._is_ending and self._do_next_job():
            done += 1
        workers.sign_off(self.id)
        return done

    def _show_life(self) -> None:
        if time.monotonic() - self._seen < workers.lease().total_seconds() / 3:
            return
        now = timezone.now()
        if not self._declared:
            turns.declare(now)
            self._declared = True
        workers.show_life(self.id, now)
        self._seen = time.monotonic()

    def _take_turns(self, hands: ThreadPoolExecutor, in_hand: dict[str, Future[None]]) -> None:
        now = timezone.now()
        for turn, schedule in turns.due(now, by=self.id):
            if turn.name not in in_hand and turns.take(turn, by=self.id, now=now):
                in_hand[turn.name] = hands.submit(self._do_turn_apart, turn, schedule)

    def _do_turn_apart(self, turn: Turn, schedule: Schedule) -> None:
        self._patiently(turn.name, lambda: self._do_turn(turn, schedule))
        connections.close_all()

    def _do_turn(self, turn: Turn, schedule: Schedule) -> None:
        try:
            with at_face("worker"):
                line = schedule.work(turn.started_at or timezone.now())
            line = _kept(turn.name, line)
            turns.end(turn, schedule, line, now=timezone.now())
        except Exception as error:
            _log.error("jobs.turn_failed %s %s %s", turn.name, class_of(error), place_of(error))
            turns.fail(turn, schedule, error, now=timezone.now())
            self._say(f"{turn.name}: {class_of(error)}")
        else:
            _log.info("jobs.turn_done %s", turn.name)
            if line:
                self._say(f"{turn.name}: {line}")

    def _work_through_queue(self) -> None:
        while not self._is_ending:
            if not self._patiently("queue", self._do_next_job):
                time.sleep(_TICK_SECONDS)
        connections.close_all()

    def _do_next_job(self) -> bool:
        if time.monotonic() - self._freed >= workers.lease().total_seconds() / 3:
            queue.free(timezone.now(), by=self.id)
            self._freed = time.monotonic()
        job = queue.take(by=self.id)
        if job is not None:
            self._do_job(job)
        return job is not None

    def _do_job(self, job: queue.Job) -> None:
        name = job.task_path.rpartition(".")[2]
        try:
            with at_face("worker"):
                queue.do(job)
        except queue.Overtaken:
            _log.warning("jobs.job_overtaken %s", job.pk)
        except Exception as error:
            _log.error("jobs.job_failed %s %s %s", name, class_of(error), place_of(error))
            queue.fail(job, error, now=timezone.now())
            self._say(f"{name}: {class_of(error)}")
        else:
            _log.info("jobs.job_done %s", name)

    def _patiently(self, what: str, work: Callable[[], object]) -> object:
        """
        Do something with the database; where it cannot be reached, say so and return None.

        Said once, however many try in vain, and again when all of them succeed.
        """
        try:
            close_old_connections()
            result = work()
        except _UNREACHABLE as error:
            connections.close_all()
            if not self._cut_off:
                _log.warning("jobs.database_unreachable %s", class_of(error))
            self._cut_off.add(what)
            return None
        if self._cut_off:
            self._cut_off.discard(what)
            if not self._cut_off:
                _log.warning("jobs.database_reached_again")
        return result


def _kept(name: str, line: str | None) -> str:
    try:
        return kept_line(line)
    except ValueError:
        # The turn is done all the same; what it said of it is not repeated anywhere.
        _log.warning("jobs.turn_said_too_much %s", name)
        return ""
