"""When the sessions of the Universal Periodic Review were held, as far as the year goes."""

from __future__ import annotations

from datetime import date

# The last session held in each year. Sessions 1 to 20: the reports of the Working Group.
_LAST_OF_YEAR = {
    2008: 3,
    2009: 6,
    2010: 9,
    2011: 12,
    2012: 14,
    2013: 17,
    2014: 20,
    2015: 23,
    2016: 26,
    2017: 28,
    2018: 31,
    2019: 34,
    2020: 36,
    2021: 39,
    2022: 41,
    2023: 44,
    2024: 47,
    2025: 50,
}


def held_in(session: int) -> date | None:
    """Return the last day of the year in which a session was held, if it is known."""
    if session < 1:
        return None
    year = next((one for one, last in _LAST_OF_YEAR.items() if session <= last), None)
    return date(year, 12, 31) if year is not None else None
