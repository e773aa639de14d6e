"""The client: one method for each operation of the open API."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from types import TracebackType
from typing import Any, TypeVar

import requests

from . import records
from .asking import Asker
from .errors import AmparoError
from .making import made
from .searching import Search

T = TypeVar("T")

API = "api/v1/"
_PAGE = 1_000
_PIECE = 256 * 1024
Day = date | str | None


class Amparo:
    """
    Everything public on a site, as records.

    Lists are gone through page by page, however long: `for state in amparo.states(): …`. Where the site
    has too much to do, the client waits as long as it is told to and asks again.
    """

    def __init__(
        self, address: str, *, language: str = "", timeout: float = 60, attempts: int = 5
    ) -> None:
        self.asker = Asker(address, language=language, timeout=timeout, attempts=attempts)

    def __enter__(self) -> Amparo:
        return self

    def __exit__(
        self,
        _kind: type[BaseException] | None,
        _error: BaseException | None,
        _traceback: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the connections to the site."""
        self.asker.close()

    # The search.

    def search(self, text: str = "", **choices: Any) -> Search:
        """Search everything public: `search("isolation", state="MOZ", kind=["paragraph"])`."""
        return Search(self.asker, f"{API}search", {"q": text, **choices})

    # States and treaties.

    def states(self, *, on: Day = None) -> Iterator[records.StateLine]:
        """Yield States, in their regional group on a day."""
        return self._listed(records.StateLine, "states", on=on)

    def state(self, iso3: str, *, on: Day = None, known_at: Day = None) -> records.State:
        """Return a State as at a day, as known when."""
        return self._one(records.State, f"states/{iso3}", on=on, known_at=known_at)

    def treaties(self, *, on: Day = None, known_at: Day = None) -> Iterator[records.TreatyLine]:
        """Yield treaties with their counts on a day."""
        return self._listed(records.TreatyLine, "treaties", on=on, known_at=known_at)

    def treaty(self, code: str, *, on: Day = None, known_at: Day = None) -> records.Treaty:
        """Return a treaty as at a day, as known when."""
        return self._one(records.Treaty, f"treaties/{code}", on=on, known_at=known_at)

    def participation(
        self, code: str, *, on: Day = None, known_at: Day = None
    ) -> Iterator[records.Party]:
        """Yield the parties and signatories of a treaty as at a day, as known when."""
        path = f"treaties/{code}/participation"
        return self._listed(records.Party, path, on=on, known_at=known_at)

    # Mechanisms.

    def mechanisms(self) -> Iterator[records.MechanismLine]:
        """Yield mechanisms."""
        return self._listed(records.MechanismLine, "mechanisms")

    def mechanism(self, code: str, *, on: Day = None, known_at: Day = None) -> records.Mechanism:
        """Return a mechanism as at a day, as known when."""
        return self._one(records.Mechanism, f"mechanisms/{code}", on=on, known_at=known_at)

    def members(
        self, code: str, *, on: Day = None, known_at: Day = None
    ) -> Iterator[records.Member]:
        """Yield who is certain to serve on a mechanism on a day."""
        path = f"mechanisms/{code}/members"
        return self._listed(records.Member, path, on=on, known_at=known_at)

    # Dockets.

    def dockets(self, **choices: Any) -> Iterator[records.DocketLine]:
        """Yield dockets: `dockets(procedure="visit", state="PER", on="2025-12-31")`."""
        return self._listed(records.DocketLine, "dockets", **choices)

    def docket(self, reference: str, *, on: Day = None, known_at: Day = None) -> records.Docket:
        """Return a docket with its acts, its clocks and its files."""
        return self._one(records.Docket, f"dockets/{reference}", on=on, known_at=known_at)

    def acts(self, **choices: Any) -> Iterator[records.Act]:
        """Yield public acts of all dockets: `acts(procedure="visit", kind="conducted")`."""
        return self._listed(records.Act, "acts", **choices)

    def clocks(self, **choices: Any) -> Iterator[records.Clock]:
        """Yield the time limits that public acts started."""
        return self._listed(records.Clock, "clocks", **choices)

    # Documents.

    def documents(self, **choices: Any) -> Iterator[records.DocumentLine]:
        """Yield documents: `documents(body="SPT", year=2025, language="fr")`."""
        return self._listed(records.DocumentLine, "documents", **choices)

    def document(self, name: str) -> records.Document:
        """Return a document, by its symbol as it stands in addresses: `CAT-C-69-3`."""
        return self._one(records.Document, f"documents/{name}")

    def text(self, name: str, language: str, *, kind: str = "") -> Iterator[records.TextLine]:
        """Yield the text of a document in a language, piece by piece."""
        return self._listed(records.TextLine, f"documents/{name}/{language}/text", kind=kind)

    def notes(self, name: str, language: str) -> Iterator[records.NoteLine]:
        """Yield the notes of a document in a language."""
        return self._listed(records.NoteLine, f"documents/{name}/{language}/notes")

    def paragraph(self, name: str, language: str, eid: str) -> records.Paragraph:
        """Return a paragraph with what it cites and who cites it: `para_14`."""
        return self._one(records.Paragraph, f"documents/{name}/{language}/paragraphs/{eid}")

    def cited_by(self, name: str) -> Iterator[records.Citing]:
        """Yield the places in other documents that cite a document."""
        return self._listed(records.Citing, f"documents/{name}/cited-by")

    # Recommendations.

    def recommendations(self, **choices: Any) -> Iterator[records.Recommendation]:
        """Yield recommendations: `recommendations(state="MOZ", topic="sdg:16.3")`."""
        return self._listed(records.Recommendation, "recommendations", **choices)

    def recommendation(self, number: int) -> records.Recommendation:
        """Return a recommendation, by its number on the site."""
        return self._one(records.Recommendation, f"recommendations/{number}")

    def topics(self) -> Iterator[records.TopicLine]:
        """Yield what recommendations are about."""
        return self._listed(records.TopicLine, "topics")

    # Figures, reports, the calendar.

    def figures(self) -> Iterator[records.Measure]:
        """Yield every figure that can be asked for: what it counts, and by which rule."""
        return self._listed(records.Measure, "figures")

    def figure(self, name: str, **choices: Any) -> records.Figure:
        """Return a figure: `figure("participation.parties", on="2025-12-31", region="africa")`."""
        return self._one(records.Figure, f"figures/{name}", **choices)

    def rows(self, name: str, **choices: Any) -> Iterator[records.Row]:
        """Yield the rows that a figure counts."""
        return self._listed(records.Row, f"figures/{name}/rows", **choices)

    def reports(self) -> Iterator[records.ReportLine]:
        """Yield the annual reports."""
        return self._listed(records.ReportLine, "reports")

    def calendar(self, **choices: Any) -> Iterator[records.Event]:
        """Yield what is announced: `calendar(since=date.today())`."""
        return self._listed(records.Event, "calendar", **choices)

    # Files.

    def datasets(self) -> Iterator[records.Dataset]:
        """Yield the tables of the last snapshot, with what each column means."""
        return self._listed(records.Dataset, "datasets")

    def snapshot(self) -> records.Snapshot:
        """Return what the last snapshot of everything public is."""
        return self._one(records.Snapshot, "snapshot")

    def save(self, path: str, file: Path | str, /, **choices: Any) -> Path:
        """
        Save a list, to its end, as a file: `save("states.csv", "states.csv", on="2025-12-31")`.

        The ending of the path says in which form: csv, xlsx, jsonl.
        """
        place = Path(file)
        with self.asker.opened(API + path, choices) as answer, place.open("wb") as held:
            for piece in answer.iter_content(_PIECE):
                held.write(piece)
        return place

    def download(self, file: records.DataFile, folder: Path | str = ".") -> Path:
        """
        Download a file of a snapshot, go on where it was cut off, and check its digest.

        :raises AmparoError: if the bytes are not those that the site describes.
        """
        place = Path(folder) / file.name
        part = place.with_name(f"{place.name}.part")
        if not (part.exists() and part.stat().st_size == file.size):
            self._fetch(file, part)
        with part.open("rb") as held:
            found = hashlib.file_digest(held, "sha256").hexdigest()
        if found != file.sha256:
            part.unlink()
            raise AmparoError(f"{file.name} is not what the site describes: ask for it again.")
        part.replace(place)
        return place

    def _fetch(self, file: records.DataFile, part: Path) -> None:
        held = part.stat().st_size if part.exists() else 0
        headers = {"Accept-Encoding": "identity"}
        if held:
            headers |= {"Range": f"bytes={held}-", "If-Range": f'"{file.sha256}"'}
        with self.asker.opened(file.path.lstrip("/"), {}, headers) as answer:
            goes_on = answer.status_code == requests.codes.partial_content
            with part.open("ab" if goes_on else "wb") as writing:
                for piece in answer.iter_content(_PIECE):
                    writing.write(piece)

    # What all of them do.

    def _one(self, record: type[T], path: str, /, **choices: Any) -> T:
        return made(record, self.asker.data(API + path, choices))

    def _listed(self, record: type[T], path: str, /, **choices: Any) -> Iterator[T]:
        page = self.asker.data(API + path, {"limit": _PAGE, **choices})
        while True:
            yield from (made(record, one) for one in page["items"])
            if page["next"] is None:
                return
            page = self.asker.data(page["next"])
