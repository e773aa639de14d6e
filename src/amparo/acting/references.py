"""The reference that a new docket would have, by those of the dockets before it."""

from __future__ import annotations

import re
from collections.abc import Iterable

_BY_YEAR = re.compile(r"(?P<before>.+/)(?P<year>\d{4})/(?P<number>\d+)")
_BY_NUMBER = re.compile(r"(?P<before>.+/)(?P<number>\d{1,3})")


def next_reference(known: Iterable[str], year: int) -> str:
    """
    Return the next of references that are numbered, within a year (`SPT/V/2026/4`) or throughout.

    Nothing where they are made otherwise, of a State or a name: that is for people to write.
    """
    known = list(known)
    by_year = [match for one in known if (match := _BY_YEAR.fullmatch(one))]
    if by_year:
        before = by_year[0]["before"]
        this_year = [
            int(one["number"])
            for one in by_year
            if one["before"] == before and int(one["year"]) == year
        ]
        return f"{before}{year}/{max(this_year, default=0) + 1}"
    by_number = [match for one in known if (match := _BY_NUMBER.fullmatch(one))]
    if by_number and len({one["before"] for one in by_number}) == 1:
        return f"{by_number[0]['before']}{max(int(one['number']) for one in by_number) + 1}"
    return ""
