"""The search over everything public: by pages with facets, or to the end as a file."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from ninja import Field, Schema

from amparo.api import forms
from amparo.api.asking import LIMIT, Paging, a_day, day_of, may_be_absent
from amparo.api.frame import as_json, following, key_of, whole
from amparo.api.paging import AT_ONCE
from amparo.api.records import Count, Facet, Result, Results, Words
from amparo.api.service import operations
from amparo.core.errors import Refused
from amparo.core.words import gettext_noop as _
from amparo.search import finding, questions
from amparo.search.index import reading
from amparo.search.questions import FACETS, Hit, Order, Question

from .documents import spoken

MOST_CHOSEN = 50
_KEY = (int, int, int)  # the state of the index, the page, its size


class Looking(Schema):
    """What is looked for."""

    q: str = Field(
        "",
        max_length=1_000,
        description=(
            'Words, in the language of questions: `solitary confinement`, `"exact words"`,'
            " `state:MOZ date:2019..2025`. Without it, everything."
        ),
        json_schema_extra=may_be_absent,
    )
    kind: list[str] = Field([], description="Of these kinds only: `paragraph`, `docket`, `state`.")
    state: list[str] = Field([], description="About these States only, by code: `MOZ`.")
    body: list[str] = Field([], description="Of these mechanisms only, by code: `SPT`.")
    language: list[str] = Field([], description="In these languages only: `zh`.")
    year: list[str] = Field([], description="Of these years only.")
    theme: list[str] = Field([], description="On these themes only, by code.")
    person: list[str] = Field([], description="On these persons affected only, by code.")
    sdg: list[str] = Field([], description="On these goals and targets only, by code: `16.3`.")
    since: str = Field("", description="From this day on.", json_schema_extra=a_day)
    until: str = Field("", description="Up to this day.", json_schema_extra=a_day)
    order: Order = Field(
        Order.RELEVANCE,
        description="JSON by relevance, unless said otherwise; other forms by day, newest first.",
    )


def state_of_index() -> str:
    """Return what differs whenever something else can be found; empty where nothing can yet."""
    try:
        return str(reading.reader().current().number)
    except Refused:
        return ""


@operations.answered("search", Results, tags=["Search"], besides=state_of_index)
def search(request: HttpRequest, asked: Looking, paging: Paging) -> HttpResponseBase:
    """Search everything public: paragraphs, recommendations, dockets, States, figures."""
    form = forms.form_of(request, request.form)  # type: ignore[attr-defined]
    question = _question(asked)
    if form == forms.JSON:
        return _page(request, question, paging)
    most = paging.limit if LIMIT in request.GET else None
    results = map(_result, islice(finding.find_all(question), most))
    return whole(request, Result, form, _batches(results), "search")


def _page(request: HttpRequest, question: Question, paging: Paging) -> HttpResponseBase:
    generation, page, size = key_of(request, paging, _KEY) or (0, 1, paging.limit)
    found = finding.find(
        Question(
            text=question.text,
            chosen=question.chosen,
            since=question.since,
            until=question.until,
            order=question.order,
            reader=question.reader,
            page=int(page),
            size=int(size),
            generation=int(generation) or None,
        ),
        FACETS if page == 1 else (),
    )
    more = int(page) * int(size) < found.total
    key = (found.generation, int(page) + 1, int(size))
    results = Results(
        items=tuple(map(_result, found.hits)),
        next=following(request, key) if more else None,
        total=found.total,
        facets=tuple(map(_facet, found.facets)),
        understood=found.understood,
        instead=found.instead,
        with_all=found.with_all,
        strictly=found.strictly,
        has_moved=found.has_moved,
    )
    return as_json(request, forms.as_one(Results, results), results.next)


def _question(asked: Looking) -> Question:
    chosen = {name: tuple(dict.fromkeys(getattr(asked, name))) for name in FACETS}
    if sum(map(len, chosen.values())) > MOST_CHOSEN:
        raise Refused(_("At most {most} choices can be made at once."), most=MOST_CHOSEN)
    since, until = day_of(asked.since), day_of(asked.until)
    if since and until and since > until:
        raise Refused(_("The last day lies before the first day."))
    order = asked.order
    if order is Order.RELEVANCE and not asked.q.strip():
        order = Order.NEWEST  # nothing fits better than anything else
    return Question(
        text=asked.q.strip(),
        chosen={name: values for name, values in chosen.items() if values},
        since=since,
        until=until,
        order=order,
        reader=spoken(),
    )


def _result(hit: Hit) -> Result:
    return Result(
        key=hit.key,
        kind=hit.kind,
        language=hit.language,
        title=_said(hit.title),
        citation=hit.citation,
        snippet=_said(hit.snippet),
        runs=tuple(Words(one.text, one.is_found) for one in hit.snippet),
        symbol=hit.symbol,
        body=hit.body,
        states=hit.states,
        topics=hit.topics,
        on=hit.on,
        path=hit.address,
    )


def _facet(facet: questions.Facet) -> Facet:
    counts = (Count(one.value, one.count, one.is_chosen) for one in facet.counts)
    return Facet(facet.name, tuple(counts))


def _said(words: Iterable[questions.Words]) -> str:
    return "".join(one.text for one in words)


def _batches(results: Iterator[Result]) -> Iterator[Sequence[Result]]:
    while some := list(islice(results, AT_ONCE)):
        yield some
