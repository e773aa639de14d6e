"""Days as they are printed in the six languages. Source: DOC-14."""

from __future__ import annotations

import re
from datetime import date

_NAMES = {
    1: "january enero janvier января كانون الثاني/يناير كانون الثاني يناير",
    2: "february febrero février fevrier февраля شباط/فبراير شباط فبراير",
    3: "march marzo mars марта آذار/مارس آذار مارس",
    4: "april abril avril апреля نيسان/أبريل نيسان أبريل",
    5: "may mayo mai мая أيار/مايو أيار مايو",
    6: "june junio juin июня حزيران/يونيه حزيران يونيه يونيو",
    7: "july julio juillet июля تموز/يوليه تموز يوليه يوليو",
    8: "august agosto août aout августа آب/أغسطس آب أغسطس",
    9: "september septiembre setiembre septembre сентября أيلول/سبتمبر أيلول سبتمبر",
    10: "october octubre octobre октября تشرين الأول/أكتوبر أكتوبر",
    11: "november noviembre novembre ноября تشرين الثاني/نوفمبر نوفمبر",
    12: "december diciembre décembre decembre декабря كانون الأول/ديسمبر ديسمبر",
}
_ARABIC = {
    "كانون الثاني": 1,
    "تشرين الأول": 10,
    "تشرين الثاني": 11,
    "كانون الأول": 12,
}
_MONTHS = {name: month for month, names in _NAMES.items() for name in names.split()} | _ARABIC
_MONTHS |= {name[:3]: month for name, month in list(_MONTHS.items()) if name[:3].isascii()}
_CHINESE = re.compile(r"(\d{4})\s?年\s?(\d{1,2})\s?月\s?(\d{1,2})\s?日")
_DAY_FIRST = re.compile(
    r"(?<!\d)(\d{1,2})(?:er|º|\.º|st|nd|rd|th)?\s+(?:de\s+)?"
    r"((?:كانون|تشرين)\s+\w+(?:/\w+)?|[^\W\d_]+(?:/[^\W\d_]+)?)\.?,?\s+(?:del?\s+)?(\d{4})(?!\d)"
)
_MONTH_FIRST = re.compile(r"\b([A-Z][a-z]+)\s+(\d{1,2}),\s+(\d{4})")
_NUMERIC = re.compile(
    r"(?<!\d)(\d{1,2})/(\d{1,2})/(\d{4})(?!\d)|(?<!\d)(\d{4})-(\d{2})-(\d{2})(?!\d)"
)


def date_in(text: str) -> date | None:
    """Return the first day that a text names in full, none if it names none."""
    for shape, order in ((_CHINESE, (1, 2, 3)), (_DAY_FIRST, (3, 2, 1)), (_MONTH_FIRST, (3, 1, 2))):
        for found in shape.finditer(text):
            if day := _day(*(found[place] for place in order)):
                return day
    if numeric := _NUMERIC.search(text):
        if numeric[4]:
            return _day(numeric[4], numeric[5], numeric[6])
        return _day(numeric[3], numeric[2], numeric[1])
    return None


def _day(year: str, month: str, day: str) -> date | None:
    number = int(month) if month.isdigit() else _month(month)
    try:
        return date(int(year), number, int(day))
    except ValueError:
        return None


def _month(name: str) -> int:
    low = name.lower()
    first = low.split("/", 1)[0]
    return (
        _MONTHS.get(low)
        or _MONTHS.get(first)
        or (_MONTHS.get(first[:3], 0) if first.isascii() else 0)
    )
