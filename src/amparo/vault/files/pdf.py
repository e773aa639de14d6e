"""
PDF: every object gone through, what tells or acts taken out, and the whole written anew.

Text, tags and language stay. Earlier versions inside the file, and whatever no page leads to, are
not written again. A signature does not survive: it vouches for bytes that are no longer these.
"""

from __future__ import annotations

import io
from collections.abc import Iterator

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, Pdf, Stream

from amparo.core.errors import Refused
from amparo.core.words import gettext_noop as _

from .kinds import Kind, is_archive_too
from .limits import MIB, Limits
from .segments import without_boxes, without_segments

# Taken out wherever they stand: what tells of people and machines, and what acts by itself.
_TAKEN_OUT = (
    "/Metadata",
    "/PieceInfo",
    "/OpenAction",
    "/AA",
    "/JS",
    "/JavaScript",
    "/XFA",
    "/EmbeddedFiles",
    "/EF",
    "/AF",
    "/Collection",
    "/Thumb",
    "/Perms",
    "/DSS",
    "/SpiderInfo",
    "/CreatorInfo",
    "/Requirements",
    "/Renditions",
    "/Next",
    "/SigFlags",
    "/LastModified",
    "/WebCapture",
)
_HARMLESS_ACTIONS = {"/GoTo", "/URI", "/Named", "/Thread", "/SetOCGState", "/Hide"}
_LINKS = ("http:", "https:", "mailto:")
_ACTIVE_NOTES = {
    "/FileAttachment",
    "/Movie",
    "/Sound",
    "/Screen",
    "/RichMedia",
    "/3D",
    "/Projection",
}
_DEEPEST = 100
# What a packed stream may swell to while it is read. The limit is one for the whole process; no
# other part of it reads a PDF that others wrote.
_SWOLLEN_BYTES = 64 * MIB
pikepdf.settings.set_qpdf_limits(
    flate_max_memory=_SWOLLEN_BYTES,
    run_length_max_memory=_SWOLLEN_BYTES,
    png_max_memory=_SWOLLEN_BYTES,
    tiff_max_memory=_SWOLLEN_BYTES,
)
_BROKEN = (
    pikepdf.PdfError,
    AttributeError,
    LookupError,
    MemoryError,
    OverflowError,
    RecursionError,
    RuntimeError,
    TypeError,
    ValueError,
)


def made_anew(content: bytes, kind: Kind, limits: Limits) -> bytes:
    """
    Return the document written anew, without what it tells of its makers and without what acts.

    :raises Refused: if it asks for a password, is damaged, too large inside, or an archive too.
    """
    _check_is_one_thing(content)
    try:
        with Pdf.open(io.BytesIO(content), attempt_recovery=False) as document:
            _check_extent(document, limits)
            _take_out(document)
            return _written(document)
    except pikepdf.PasswordError:
        raise Refused(
            _("The PDF asks for a password. Save it without one, and add that.")
        ) from None
    except _BROKEN:
        raise _damaged() from None


def _damaged() -> Refused:
    return Refused(_("The PDF is damaged. Open it, save or print it as PDF again, and add that."))


def _check_is_one_thing(content: bytes) -> None:
    end = content.rfind(b"%%EOF")
    if end < 0:
        raise _damaged()
    if content[end + 5 :].strip(b"\0 \t\r\n\x0c\x1a") or is_archive_too(content):
        raise Refused(
            _(
                "The file is a PDF and something else at once: more follows after its end. Open it, "
                "save or print it as PDF again, and add that."
            )
        )


def _check_extent(document: Pdf, limits: Limits) -> None:
    if len(document.objects) > limits.objects or len(document.pages) > limits.pages:
        raise Refused(
            _("The PDF is too large inside. Divide it into parts of {limit} pages at most."),
            limit=limits.pages,
        )
    if len(document.pages) == 0:
        raise _damaged()


def _take_out(document: Pdf) -> None:
    for key in ("/Info", "/ID"):
        if key in document.trailer:
            del document.trailer[key]
    for one in document.objects:
        for inner in _within(one):
            _clean(inner)


def _within(one: Object, depth: int = 0) -> Iterator[Object]:
    """Yield each dictionary and array that stands in this object itself; those referred to come alone."""
    if depth > _DEEPEST:
        raise RecursionError
    if not isinstance(one, Dictionary | Array | Stream):
        return
    yield one
    parts = list(one) if isinstance(one, Array) else [part for _key, part in one.items()]
    for part in parts:
        if isinstance(part, Dictionary | Array) and not part.is_indirect:
            yield from _within(part, depth + 1)


def _clean(one: Object) -> None:
    if isinstance(one, Array):
        _without_active_notes(one)
        return
    for key in list(one.keys()):
        if key in _TAKEN_OUT or (key in {"/A", "/PA"} and _acts(one.get(key))):
            del one[key]
    if isinstance(one.get("/V"), Dictionary) and "/ByteRange" in one.V:
        del one["/V"]  # a signature, with the signer's name and certificate
    if "/Rect" in one and isinstance(one.get("/Subtype"), Name):
        _without_author(one)
    if isinstance(one, Stream):
        _clean_picture(one)


def _without_active_notes(array: Object) -> None:
    for position in reversed(range(len(array))):
        note = array[position]
        if (
            isinstance(note, Dictionary)
            and "/Rect" in note
            and str(note.get("/Subtype", "")) in _ACTIVE_NOTES
        ):
            del array[position]


def _acts(one: Object | None) -> bool:
    """Test whether this is an action that does more than lead to a place or a page of the web."""
    # Attributes of structure stand under the same key, and are no action: they have no /S.
    if not isinstance(one, Dictionary) or "/S" not in one:
        return False
    if one.S == Name.URI:
        return not str(one.get("/URI", "")).lower().startswith(_LINKS)
    return str(one.S) not in _HARMLESS_ACTIONS


def _without_author(note: Object) -> None:
    for key in ("/M", "/CreationDate", "/NM"):
        if key in note:
            del note[key]
    # A field of a form has its own name under the key where a comment has its author's.
    if "/T" in note and note.Subtype != Name.Widget and "/FT" not in note:
        del note["/T"]


def _clean_picture(stream: Object) -> None:
    """Take out what a picture inside the document tells; its pixels stay the very ones."""
    filters = stream.get("/Filter")
    names = [str(one) for one in filters] if isinstance(filters, Array) else [str(filters)]
    clean = {"/DCTDecode": without_segments, "/JPXDecode": without_boxes}.get(names[-1])
    if clean is None:
        return
    if len(names) > 1:
        raise Refused(
            _(
                "The PDF holds a picture that is packed twice, which cannot be checked. Print it as "
                "PDF again, and add that."
            )
        )
    parms = stream.get("/DecodeParms")
    stream.write(
        clean(stream.read_raw_bytes()),
        filter=Name(names[-1]),
        decode_parms=parms if isinstance(parms, Dictionary | Array) else None,
    )


def _written(document: Pdf) -> bytes:
    out = io.BytesIO()
    # Nothing is unpacked on the way, so nothing can swell; what is not packed, is.
    document.save(
        out,
        stream_decode_level=pikepdf.StreamDecodeLevel.none,
        object_stream_mode=pikepdf.ObjectStreamMode.generate,
        encryption=False,
        deterministic_id=True,
    )
    return out.getvalue()
