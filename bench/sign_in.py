"""
Whether signing in takes as long for an unknown account as for a known one.

Wrong passwords are tried at accounts that are there and at accounts that are not, in random order,
through the whole site. The times are held against each other by a permutation test on the
difference of the medians and by Mann and Whitney's U: the time that passed, and the time that the
process computed, which a busy machine disturbs less. As a control, the same is done with the known
accounts divided in two at random. A large p says that this many attempts cannot tell them apart.

    python -m bench.sign_in [--attempts 400]
"""

from __future__ import annotations

import argparse
import math
import random
import shutil
import statistics
import time
from collections.abc import Sequence

from bench._ground import console, fresh_home, print_table, timed

SHUFFLES = 10_000


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--attempts", type=int, default=400, help="of each kind")
    attempts = parser.parse_args().attempts
    home = fresh_home()
    try:
        known, unknown = measured(attempts)
    finally:
        shutil.rmtree(home, ignore_errors=True)
    random.shuffle(known)
    rows = []
    for of, column in (("waited", 0), ("computed", 1)):
        here, nowhere = [one[column] for one in known], [one[column] for one in unknown]
        half = len(here) // 2
        rows += [
            row(f"{of}: known and unknown", here, nowhere),
            row(f"{of}: known, divided at random", here[:half], here[half:]),
        ]
    print_table(
        f"Refused at sign-in, {attempts} attempts of each kind",
        ["compared", "medians, ms", "difference, ms", "p (permutation)", "p (Mann-Whitney)"],
        rows,
    )
    console.print("Password hash: Argon2id, 100 MiB, 2 passes, 8 lanes, as the site uses it.")


Taken = tuple[float, float]


def measured(attempts: int) -> tuple[list[Taken], list[Taken]]:
    """Return what attempts took at known accounts and at unknown ones: waited, computed, in ms."""
    from django.contrib.auth.hashers import make_password
    from django.core.management import call_command
    from django.test import Client

    from amparo.access.accounts.opening import make_account
    from amparo.access.models import AccountState, Allowance

    call_command("collectstatic", verbosity=0, interactive=False)
    password = make_password("the right one, never used")
    for number in range(20):
        user = make_account(email=f"known{number}@example.org", name="Somebody")
        user.password, user.state = password, AccountState.ACTIVE
        user.save()

    def attempt(kind: str) -> Taken:
        # Addresses of one length; no browser that is known, nobody waiting.
        address = f"{kind}{random.randrange(20)}@example.org"
        Allowance.objects.all().delete()
        client = Client(headers={"host": "localhost"})
        sent = {"email": address, "password": "not the right one"}
        computed = time.process_time()
        waited = timed(lambda: client.post("/sign-in/", sent))
        return 1_000 * waited, 1_000 * (time.process_time() - computed)

    kinds = ["known", "never"]
    for kind in kinds * 20:
        attempt(kind)
    order = kinds * attempts
    random.shuffle(order)
    times: dict[str, list[Taken]] = {kind: [] for kind in kinds}
    for kind in order:
        times[kind].append(attempt(kind))
    return times["known"], times["never"]


def row(compared: str, one: Sequence[float], other: Sequence[float]) -> list[str]:
    """Return a row of the table: two samples held against each other."""
    first, second = statistics.median(one), statistics.median(other)
    return [
        compared,
        f"{first:.2f} / {second:.2f}",
        f"{second - first:+.2f}",
        f"{permuted(one, other):.2f}",
        f"{ranked(one, other):.2f}",
    ]


def permuted(one: Sequence[float], other: Sequence[float]) -> float:
    """Return how often chance alone makes the medians differ as much (two-sided)."""
    seen = abs(statistics.median(one) - statistics.median(other))
    both, size = [*one, *other], len(one)
    as_far = 0
    for _shuffle in range(SHUFFLES):
        random.shuffle(both)
        as_far += abs(statistics.median(both[:size]) - statistics.median(both[size:])) >= seen
    return (as_far + 1) / (SHUFFLES + 1)


def ranked(one: Sequence[float], other: Sequence[float]) -> float:
    """Return the two-sided p of Mann and Whitney's U, by the normal approximation."""
    places = {value: place for place, value in enumerate(sorted([*one, *other]), start=1)}
    n, m = len(one), len(other)
    u = sum(places[value] for value in one) - n * (n + 1) / 2
    z = (u - n * m / 2) / math.sqrt(n * m * (n + m + 1) / 12)
    return math.erfc(abs(z) / math.sqrt(2))


if __name__ == "__main__":
    main()
