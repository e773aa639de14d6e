"""Office files: unpacked, gone through part by part, and packed anew."""

from __future__ import annotations

from . import open_documents, open_xml
from .archives import unpack
from .kinds import OPEN_DOCUMENTS, Kind
from .limits import Limits


def made_anew(content: bytes, kind: Kind, limits: Limits) -> bytes:
    """
    Return the document with the parts that show something, and nobody's name on them.

    :raises Refused: if it holds programs or foreign objects, is locked, damaged or too large inside.
    """
    parts = unpack(content, limits)
    if kind.media_type in OPEN_DOCUMENTS:
        return open_documents.made_anew(parts, kind, limits)
    return open_xml.made_anew(parts, kind, limits)
