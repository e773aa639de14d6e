"""What was acknowledged is there, whatever is killed: no act is lost, none is half there."""

from __future__ import annotations

import random
import time
from typing import Any

from tests.programs import run_amparo
from tests.survival.sites import ENOUGH, Clerk, Site, read_back

KILLS, ACTS = 3, 60
BETWEEN_KILLS = 8  # acts, at least


def test_every_act_that_was_acknowledged_is_there_after_kill_9(site: Site, ways: dict[str, Any]):
    site.start()
    clerks = [Clerk(site, ways, docket, ACTS) for docket in ways["dockets"]]
    chance = random.Random(5)
    for clerk in clerks:
        clerk.start()

    for _time in range(KILLS):
        wait_for_acts(clerks, sum(len(clerk.known) for clerk in clerks) + BETWEEN_KILLS)
        time.sleep(chance.random() / 20)
        site.kill()
        site.start()
    for clerk in clerks:
        clerk.join()

    assert [clerk.refused for clerk in clerks] == [[] for _clerk in clerks]
    assert [len(clerk.known) for clerk in clerks] == [ACTS for _clerk in clerks]
    assert any(clerk.sent_again for clerk in clerks)
    held = read_back(site.home, ways["dockets"])
    for clerk in clerks:
        # Nothing but what was acknowledged, each once, in its order: what was sent again counts once.
        assert [tuple(one) for one in held[clerk.docket][ways["acts"] :]] == clerk.known
    verified = run_amparo(site.home, "verify")
    assert (verified.returncode, verified.stderr) == (0, "")


def wait_for_acts(clerks: list[Clerk], acts: int) -> None:
    """Return once so many acts were acknowledged."""
    until = time.monotonic() + ENOUGH
    while sum(len(clerk.known) for clerk in clerks) < acts:
        assert time.monotonic() < until, [clerk.refused for clerk in clerks]
        time.sleep(0.005)
