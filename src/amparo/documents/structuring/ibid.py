"""What "Ibid." stands for in a note: the words of the note before it, up to where they cite a place."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from amparo.documents.structure import Note

_IBID = re.compile(
    r"(?:见|另见|See|Voir|Véase|См\.)?\s*(?:同上|Ibid\.?|Ibíd\.?|Ibidem|Там же|المرجع نفسه|المرجع السابق)",
    re.IGNORECASE,
)
_PLACE = re.compile(
    r"\s*[,，]\s*(?=第|附件|paras?\b|pp?\.|art|annex|chap|sect|párr|par\.|п\.|пп\.|ст\.|الفقرة|المادة|page|vol)"
    r"|\s*[。.]\s*$",
    re.IGNORECASE,
)
_SEVERAL = re.compile(r"[;；]")


def resolved(notes: Sequence[Note]) -> tuple[Note, ...]:
    """
    Return the notes, each "Ibid." with the words it stands for.

    The source is that of the note before it; of several, the last. Source: DOC-12.
    """
    made: list[Note] = []
    source = ""
    for note in notes:
        if _IBID.match(note.text):
            made.append(replace(note, ibid=source))
            continue
        made.append(note)
        source = _source(note.text)
    return tuple(made)


def _source(text: str) -> str:
    last = _SEVERAL.split(text)[-1].strip()
    return _PLACE.split(last, maxsplit=1)[0].strip()
