"""When each treaty enters into force for a State, and when a denunciation takes effect."""

from dataclasses import dataclass
from datetime import date

from amparo.core.calendar import Period, add_months, days, months, years


@dataclass(frozen=True, slots=True)
class Interval:
    """A period counted from a deposit or a notice, some treaties then to the first of a month."""

    period: Period
    first_of_next_month: bool = False

    def after(self, day: date) -> date:
        """Return the day the treaty names. Source: GEN-1, GEN-2."""
        end = self.period.after(day)
        return add_months(end.replace(day=1), 1) if self.first_of_next_month else end


@dataclass(frozen=True, slots=True)
class TreatyTerms:
    """
    The articles on entry into force for a State and on denunciation.

    `denunciation` is empty for a treaty that does not provide for one.
    """

    article: str
    entry_into_force: Interval
    denunciation_article: str = ""
    denunciation: Interval | None = None


THIRTIETH_DAY = Interval(days(30))
ONE_MONTH = Interval(months(1))
THREE_MONTHS = Interval(months(3))
SIX_MONTHS = Interval(months(6))
ONE_YEAR = Interval(years(1))

# From the texts of the treaties; GEN-1 and GEN-2 say how the periods are counted.
TERMS = {
    "CAT": TreatyTerms("27 (2)", THIRTIETH_DAY, "31 (1)", ONE_YEAR),
    "OPCAT": TreatyTerms("28 (2)", THIRTIETH_DAY, "33 (1)", ONE_YEAR),
    "CPED": TreatyTerms("39 (2)", THIRTIETH_DAY),
    "CEDAW": TreatyTerms("27 (2)", THIRTIETH_DAY),
    "CEDAW-OP": TreatyTerms("16 (2)", THREE_MONTHS, "19 (1)", SIX_MONTHS),
    "ICERD": TreatyTerms("19 (2)", THIRTIETH_DAY, "21", ONE_YEAR),
    "ICRMW": TreatyTerms("87 (2)", Interval(months(3), True), "89 (2)", Interval(months(12), True)),
    "CRC": TreatyTerms("49 (2)", THIRTIETH_DAY, "52", ONE_YEAR),
    "CRC-OP-AC": TreatyTerms("10 (2)", ONE_MONTH, "11 (1)", ONE_YEAR),
    "CRC-OP-SC": TreatyTerms("14 (2)", ONE_MONTH, "15 (1)", ONE_YEAR),
    "CRC-OP-IC": TreatyTerms("19 (2)", THREE_MONTHS, "22 (1)", ONE_YEAR),
    "CRPD": TreatyTerms("45 (2)", THIRTIETH_DAY, "48", ONE_YEAR),
    "CRPD-OP": TreatyTerms("13 (2)", THIRTIETH_DAY, "16", ONE_YEAR),
    "ICCPR": TreatyTerms("49 (2)", THREE_MONTHS),
    "ICCPR-OP1": TreatyTerms("9 (2)", THREE_MONTHS, "12 (1)", THREE_MONTHS),
    "ICCPR-OP2": TreatyTerms("8 (2)", THREE_MONTHS),
    "ICESCR": TreatyTerms("27 (2)", THREE_MONTHS),
    "ICESCR-OP": TreatyTerms("18 (2)", THREE_MONTHS, "20 (1)", SIX_MONTHS),
}

# The usual wording, for a treaty that is not in the table.
USUAL_TERMS = TreatyTerms("", THIRTIETH_DAY)


def terms_of(treaty: str) -> TreatyTerms:
    """
    Return the terms of a treaty; the usual ones, thirtieth day, where none are on record.

    Source: the articles named in the table above.
    """
    return TERMS.get(treaty, USUAL_TERMS)
