"""Things to find: entries written and indexed without the store they would be made from."""

from datetime import date

from amparo.search import storing
from amparo.search.entries.drafts import Draft, things
from amparo.search.index import reading
from amparo.search.index.documents import about, document
from amparo.search.index.writing import writing


def draft(
    name: str,
    text: str,
    *,
    language: str = "en",
    kind: str = "paragraph",
    title: str = "",
    source: str = "",
    **others: object,
) -> Draft:
    """Return a text that can be found: `draft("A/1", "Prisons were visited.")`."""
    return Draft(
        source=source or f"document/{name}",
        key=f"document/{name}/{language}",
        kind=kind,
        language=language,
        title=title,
        text=text,
        address=f"/documents/{name}/",
        **others,  # type: ignore[arg-type]
    )


def described(name: str, title: str, said: dict[str, str], **others: object) -> list[Draft]:
    """Return a thing that is described in several languages."""
    return [
        Draft(
            source=f"docket/{name}",
            key=f"docket/{name}/{language}",
            kind="docket",
            language=language,
            title=title,
            text=text,
            address=f"/dockets/{name}/",
            is_described=True,
            is_whole=True,
            **others,  # type: ignore[arg-type]
        )
        for language, text in said.items()
    ]


def indexed(*drafts: Draft) -> int:
    """Write entries into the store and into the index; return the state that readers see."""
    storing.take_out(list({one.source for one in drafts}))
    storing.write(drafts)
    with writing(reading.folder()) as writer:
        writer.take_out({one.source for one in drafts})
        writer.add(document(about(number, them)) for number, them in things(drafts))
        return writer.commit()


def on(year: int) -> date:
    """Return a day of a year."""
    return date(year, 5, 20)
