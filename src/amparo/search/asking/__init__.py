"""
The language of questions: from what somebody typed to a tree, and back.

Tolerant of everything that can be read in some way, and bounded in all: what is too long, too deep
or cannot mean anything is refused in a sentence. `docs/reference/search.md` describes it.
"""

from .loosening import loosened, strict
from .nearest import nearest
from .reading import parsed
from .saying import said
from .tree import (
    All,
    Any,
    Everything,
    Field,
    Meant,
    Node,
    Not,
    Phrase,
    Prefix,
    Run,
    Some,
    Span,
    Word,
)
from .typed import language_of, weighs
from .widening import eased, widened

__all__ = [
    "All",
    "Any",
    "Everything",
    "Field",
    "Meant",
    "Node",
    "Not",
    "Phrase",
    "Prefix",
    "Run",
    "Some",
    "Span",
    "Word",
    "eased",
    "language_of",
    "loosened",
    "nearest",
    "parsed",
    "said",
    "strict",
    "weighs",
    "widened",
]
