"""How long a session is, as reports count it."""

from amparo.core.calendar import Span


def weeks_of(span: Span) -> int:
    """
    Return the weeks of meeting time from the first to the last day.

    Reports count weeks of five working days: Monday to Friday is one week, Monday to the Friday
    after next is two.

    Source: SPT-SES-1.
    """
    return -(-span.days // 7)
