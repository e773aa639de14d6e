"""Where citations lead, and who cites a place: both ways between public documents."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from django.db.models import F

from amparo.documents import models
from amparo.documents.rules.citing import cited_as, paragraph_of
from amparo.documents.rules.symbols import settled

from .records import Citing, Link

MOST_CITING = 200

Targets = Mapping[str, tuple[str, str]]


def path_of(name: str, language: str = "", eid: str = "") -> str:
    """Return the path of a document's page, of a version's, of a paragraph's."""
    return "/".join(("/documents", *(one for one in (name, language, eid) if one), ""))


def best_language(wanted: str, languages: Iterable[str]) -> str:
    """Return the language that a reader gets: theirs, English, or the first that there is."""
    every = sorted(languages)
    return next((one for one in (wanted, "en") if one in every), every[0] if every else "")


def links_of(rows: Sequence[models.Citation], language: str) -> dict[str, tuple[Link, ...]]:
    """
    Return what leads where, by the address of the block or note that it stands in.

    Three statements, however many there are. A place that the document does not have is led to by
    the nearest that contains it.
    """
    here = _here({row.symbol for row in rows}, language)
    places = _places({(row.symbol, row.point) for row in rows if row.point}, here)
    links = defaultdict(list)
    for row in sorted(rows, key=lambda one: (one.eid, one.start, -one.end)):
        eid = places.get((row.symbol, row.point), "")
        links[row.eid].append(_link(row, here.get(row.symbol), eid))
    return {eid: tuple(_apart(some)) for eid, some in links.items()}


def citing(
    wanted: Iterable[tuple[str, str]], *, but: tuple[int, str] = (0, "")
) -> dict[tuple[str, str], tuple[Citing, ...]]:
    """
    Return the places that cite these documents or places in them, by document and place.

    Each paragraph is told once, in one language of its document; `but` is a version and a paragraph
    to leave out. A place asked for without a point is the whole document, whatever is cited of it.
    """
    pairs = set(wanted)
    symbols = {symbol for symbol, _point in pairs}
    rows = (
        models.Citation.objects.filter(symbol__in=symbols)
        .exclude(version__document__symbol=F("symbol"))
        .order_by("version__document__symbol", "version__language", "pk")
        .select_related("version__document")
    )
    callers = _callers(rows)
    found: dict[tuple[str, str], dict[tuple[str, str], Citing]] = defaultdict(dict)
    for row in rows:
        eid = paragraph_of(callers.get((row.version_id, row.eid), row.eid))
        if (row.version_id, eid) == but:
            continue
        record = _citing(row, eid)
        for pair in ((row.symbol, row.point), (row.symbol, "")):
            if pair in pairs and len(found[pair]) < MOST_CITING:
                found[pair].setdefault((record.symbol, eid), record)
    return {pair: tuple(some.values()) for pair, some in found.items()}


def _here(symbols: Iterable[str], language: str) -> dict[str, tuple[str, str]]:
    """Return the name of each document that is here, and the language it is read in."""
    rows = models.Version.objects.filter(document__symbol__in=set(symbols))
    versions: dict[tuple[str, str], list[str]] = defaultdict(list)
    for symbol, name, spoken in rows.values_list("document__symbol", "document__name", "language"):
        versions[symbol, name].append(spoken)
    return {
        symbol: (name, best_language(language, one)) for (symbol, name), one in versions.items()
    }


def _places(points: Iterable[tuple[str, str]], here: Targets) -> dict[tuple[str, str], str]:
    """Return the place that leads to each point: itself, or the nearest that contains it."""
    wanted = [(symbol, point) for symbol, point in points if symbol in here]
    eids = {one for _symbol, point in wanted for one in _containing(point)}
    held = set(
        models.Block.objects.filter(
            version__document__symbol__in={symbol for symbol, _point in wanted}, eid__in=eids
        ).values_list("version__document__symbol", "version__language", "eid")
    )
    found = {}
    for symbol, point in wanted:
        language = here[symbol][1]
        places = (one for one in _containing(point) if (symbol, language, one) in held)
        found[symbol, point] = next(places, "")
    return found


def _containing(point: str) -> list[str]:
    """
    Return a place and those that contain it, the nearest first.

    What is cited as a paragraph of a document may stand in its only annex, to a letter.
    """
    steps = point.split("__")
    found = ["__".join(steps[:length]) for length in range(len(steps), 0, -1)]
    found = [one for one in found if not one.endswith("list_1")]
    if point.startswith("para_"):
        found += [f"annex_1__{one}" for one in found]
    return found


def _link(row: models.Citation, target: tuple[str, str] | None, eid: str) -> Link:
    if target is None:
        symbol = settled(row.symbol)
        path = path_of(symbol.name if symbol else "")
    else:
        path = _place(*target, eid)
    return Link(
        row.start,
        row.end,
        row.symbol,
        row.point,
        cited_as(row.symbol, row.point),
        row.printed,
        path,
        target is not None,
    )


def _place(name: str, language: str, eid: str) -> str:
    """Return the path of a place: in the page of its paragraph, or in that of the whole version."""
    if not eid:
        return path_of(name, language)
    paragraph = paragraph_of(eid)
    if not paragraph.rpartition("__")[2].startswith(("para_", "art_")):
        return f"{path_of(name, language)}#{eid}"
    path = path_of(name, language, paragraph)
    return path if paragraph == eid else f"{path}#{eid}"


def _apart(links: Iterable[Link]) -> Iterable[Link]:
    """Yield links none of which stands within another; of several in one place, the last."""
    kept: list[Link] = []
    for one in links:
        if kept and one.start == kept[-1].start:
            if one.end == kept[-1].end:
                kept[-1] = one
        elif not kept or one.start >= kept[-1].end:
            kept.append(one)
    return kept


def _callers(rows: Iterable[models.Citation]) -> dict[tuple[int, str], str]:
    """Return the block that calls each of the notes that citations stand in."""
    in_notes = {row.version_id for row in rows if "note_" in row.eid}
    notes = models.Note.objects.filter(version__in=in_notes).exclude(caller="")
    return {
        (version, note_eid(part, mark)): caller
        for version, part, mark, caller in notes.values_list("version_id", "part", "mark", "caller")
    }


def note_eid(part: str, mark: str) -> str:
    """Return the address of a note: `note_26`, in an annex `annex_1__note_3`."""
    own = f"note_{mark}"
    return own if part in ("", "main") else f"{part}__{own}"


def _citing(row: models.Citation, eid: str) -> Citing:
    document, version = row.version.document, row.version
    return Citing(
        symbol=document.symbol,
        language=version.language,
        title=version.title,
        eid=eid,
        words=cited_as(document.symbol, eid),
        printed=row.printed,
        path=_place(document.name, version.language, eid),
    )
