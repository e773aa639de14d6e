"""
What the world may see of documents: lists, versions, paragraphs, and what leads from one to another.

Read at the public store, whoever asks: what is not out is not there.
"""

from .files import original
from .listing import choices, documents, documents_after, latest_documents
from .reading import awaited, cited_by, document, paragraph, paragraph_in, version
from .records import (
    Awaited,
    Block,
    Choice,
    Choices,
    Citing,
    Document,
    DocumentLine,
    DocumentPage,
    File,
    Heading,
    Link,
    Neighbour,
    Note,
    Paragraph,
    Tie,
    Version,
    VersionLine,
)

__all__ = [
    "Awaited",
    "Block",
    "Choice",
    "Choices",
    "Citing",
    "Document",
    "DocumentLine",
    "DocumentPage",
    "File",
    "Heading",
    "Link",
    "Neighbour",
    "Note",
    "Paragraph",
    "Tie",
    "Version",
    "VersionLine",
    "awaited",
    "choices",
    "cited_by",
    "document",
    "documents",
    "documents_after",
    "latest_documents",
    "original",
    "paragraph",
    "paragraph_in",
    "version",
]
