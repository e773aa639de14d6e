"""
Acts entered without pause through the pages of the desk, while the server is killed again and again.

Twenty streams of two thousand acts; in the middle of each, at a random moment, every process of the
server is killed with kill -9 and started again. What was acknowledged is compared with what the
dockets hold, and everything is verified.

    python -m bench.survival [--kills 20] [--acts 2000] [--clerks 2]
"""

from __future__ import annotations

import argparse
import os
import random
import shutil
import statistics
import tempfile
import time
from pathlib import Path

from bench._ground import console, print_table
from tests.programs import run_amparo
from tests.survival.sites import Clerk, Site, inhabited, read_back


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=20)
    parser.add_argument("--acts", type=int, default=2_000)
    parser.add_argument("--clerks", type=int, default=2)
    asked = parser.parse_args()
    os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings"  # for the words under the table
    folder = Path(tempfile.mkdtemp(prefix="amparo-bench-"))
    try:
        survive(folder / "home", asked.kills, asked.acts, asked.clerks)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def survive(home: Path, kills: int, acts: int, clerks: int) -> None:
    """Enter so many acts for each kill, and say what became of them."""
    assert run_amparo(home, "init", timeout=600).returncode == 0
    ways = inhabited(home, kills * clerks)
    site = Site(home, ())
    site.start()
    chance = random.Random(1)
    known: dict[str, list[tuple[int, str]]] = {}
    waited: list[float] = []
    sent_again, away = 0, []
    began = time.monotonic()
    for kill in range(kills):
        dockets = ways["dockets"][kill * clerks : (kill + 1) * clerks]
        working = [Clerk(site, ways, docket, acts // clerks) for docket in dockets]
        for clerk in working:
            clerk.start()
        middle = chance.randint(acts // 10, acts - acts // 10)
        while sum(len(clerk.known) for clerk in working) < middle:
            assert not any(clerk.refused for clerk in working), [one.refused for one in working]
            time.sleep(0.002)
        site.kill()
        killed = time.monotonic()
        site.start()
        away.append(time.monotonic() - killed)
        for clerk in working:
            clerk.join()
            known[clerk.docket] = clerk.known
            waited += clerk.waited
            sent_again += clerk.sent_again > 0
        console.print(f"Kill {kill + 1}: after {middle:,} of {acts:,} acts.")
    seconds = time.monotonic() - began
    site.stop()
    held = {
        docket: [tuple(one) for one in told[ways["acts"] :]]
        for docket, told in read_back(home, list(known)).items()
    }
    acknowledged = sum(len(one) for one in known.values())
    lost = sum(len(set(one) - set(held[docket])) for docket, one in known.items())
    more = sum(len(set(held[docket]) - set(one)) for docket, one in known.items())
    verified = run_amparo(home, "verify", timeout=600)
    print_table(
        "Acts entered through the desk, the server killed in the middle of each stream",
        ["what", "figure"],
        [
            ["kills", f"{kills}"],
            ["acts acknowledged", f"{acknowledged:,}"],
            ["of them lost", f"{lost}"],
            ["acts that nobody was told of, or entered twice", f"{more}"],
            ["clerks cut off in the middle of an act", f"{sent_again}"],
            ["acts a second, kills included", f"{acknowledged / seconds:,.0f}"],
            ["an act, median / longest without a kill, ms", _times(waited)],
            ["from the kill to the first answer, median, s", f"{statistics.median(away):.1f}"],
            ["amparo verify", "clean" if verified.returncode == 0 else verified.stderr],
        ],
    )
    assert (lost, more, verified.returncode) == (0, 0, 0)


def _times(waited: list[float]) -> str:
    undisturbed = sorted(waited)[: int(len(waited) * 0.999)]
    return f"{1_000 * statistics.median(waited):.0f} / {1_000 * undisturbed[-1]:.0f}"


if __name__ == "__main__":
    main()
