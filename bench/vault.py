"""
What it costs to keep things sealed: acts, names that can be searched for, a new master key.

Each is held against the same without: the same procedure with every field open, a column of names
in clear, a server while nothing is rotated.

    python -m bench.vault [--small] [--names 1000000] [--keys 100000]
"""

from __future__ import annotations

import argparse
import shutil

from bench._ground import console, fresh_home


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--small", action="store_true", help="a hundredth of it all, for a try")
    parser.add_argument("--names", type=int, default=1_000_000)
    parser.add_argument("--keys", type=int, default=100_000)
    parser.add_argument("--only", choices=("acts", "names", "rotation"))
    asked = parser.parse_args()
    share = 100 if asked.small else 1
    home = fresh_home()
    try:
        from bench._vault import acts, names, rotation

        if asked.only in (None, "acts"):
            acts.measure(times=200 // (10 if asked.small else 1))
        if asked.only in (None, "names"):
            names.measure(asked.names // share)
        if asked.only in (None, "rotation"):
            rotation.measure(asked.keys // share, seconds=15 / (10 if asked.small else 1))
    finally:
        shutil.rmtree(home, ignore_errors=True)
        console.print()


if __name__ == "__main__":
    main()
