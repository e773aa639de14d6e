"""Figures and the rows behind them."""

from __future__ import annotations

import csv
import inspect
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from itertools import groupby

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from amparo.core.calendar import year_span
from amparo.core.doors import open_to_public
from amparo.core.errors import NotVisible, Refused
from amparo.core.measures import MEASURES, measure_named
from amparo.core.words import gettext_noop
from amparo.public.answers import answer
from amparo.public.asking import Asked, asked, day_in
from amparo.stats import published
from amparo.stats.published import FigureRecord, MeasureRecord

from .years import drawn, years_of

RESERVED = {"on", "known_at", "since"}


@dataclass(frozen=True, slots=True)
class FiguresPage:
    """Every figure that can be asked for, by area."""

    areas: tuple[tuple[str, tuple[MeasureRecord, ...]], ...]


@dataclass(frozen=True, slots=True)
class FigurePage:
    """One figure with its rows, or what must be chosen before there is one."""

    measure: MeasureRecord
    on: date
    since: date | None
    known_on: date | None
    needed: tuple[str, ...]
    figure: FigureRecord | None


@open_to_public
def figures(request: HttpRequest) -> HttpResponse:
    """List what is counted."""
    by_area = groupby(published.measures(), key=lambda one: one.name.partition(".")[0])
    page = FiguresPage(tuple((area, tuple(them)) for area, them in by_area))
    return answer(request, "public/stats/figures.html", page)


@open_to_public
def figure(request: HttpRequest, name: str) -> HttpResponse:
    """Show a figure: its value, what it counts, and the rows."""
    page = figure_page(request, name)
    years = years_of(page.figure, page.known_on) if page.figure else ()
    drawing = ""
    if page.figure and any(one.value for one in years) and len(years) > 1:
        drawing = drawn(years, page.figure, _(page.measure.title))
    return answer(request, "public/stats/figure.html", page, years=years, drawing=drawing)


@open_to_public
def figure_rows(request: HttpRequest, name: str) -> HttpResponse:
    """Return the rows of a figure as a table for a spreadsheet."""
    page = figure_page(request, name)
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{page.measure.name}.csv"'
    table = csv.writer(response)
    table.writerow(["reference", "label", "on", "amount", "source", "path"])
    for row in page.figure.rows if page.figure else ():
        on = row.on.isoformat() if row.on else ""
        cells = [row.reference, row.label, on, row.amount, row.source, row.path]
        table.writerow([_harmless(cell) for cell in cells])
    return response


def figure_page(request: HttpRequest, name: str) -> FigurePage:
    """
    Return the figure that an address asks for.

    :raises NotVisible: if there is none of that name.
    :raises Refused: if a choice is unknown, or there is nothing to count.
    """
    if name not in MEASURES:
        raise NotVisible(name)
    record, dates = published.measure(name), asked(request)
    since = day_in(request, "since")
    if record.over_a_period and since is None:
        dates, since = _last_year(request, dates)
    choices = {key: str(text) for key, text in request.GET.items() if key not in RESERVED and text}
    if since is not None and since > dates.on:
        raise Refused(gettext_noop("The last day lies before the first day."))
    needed = tuple(one for one in required_choices(name) if one not in choices)
    found = None if needed else published.figure(name, dates.as_at(since), **choices)
    return FigurePage(record, dates.on, since, dates.known_on, needed, found)


def _last_year(request: HttpRequest, dates: Asked) -> tuple[Asked, date]:
    """Return the year up to the day asked for, or the last whole year where none was."""
    if request.GET.get("on"):
        return dates, year_span(dates.on.year).first
    year = year_span(dates.on.year - 1)
    return replace(dates, on=year.last), year.first


def required_choices(name: str) -> tuple[str, ...]:
    """Return the choices without which a measure counts nothing."""
    function = measure_named(name).function
    return tuple(
        one.name
        for one in inspect.signature(function).parameters.values()
        if one.kind is one.KEYWORD_ONLY and one.default is one.empty
    )


def _harmless(cell: object) -> str:
    """Return a cell that no spreadsheet takes for a formula; a negative number stays one."""
    text = "" if cell is None else str(cell)
    if not text.startswith(("=", "+", "-", "@", "\t", "\r")) or isinstance(cell, int | Decimal):
        return text
    return f"'{text}"
