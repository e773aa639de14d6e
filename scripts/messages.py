"""
The words on screen in six languages.

    messages.py           gather them from the code and bring the catalogs up to date
    messages.py --check   only say what is stale or not translated
    messages.py compile   make what the running system reads, where a catalog is newer
"""

from __future__ import annotations

import io
import sys
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

SOURCE = Path(__file__).resolve().parent.parent / "src" / "amparo"
LANGUAGES = ("fr", "es", "ar", "ru", "zh_Hans")
KEYWORDS = {
    **DEFAULT_KEYWORDS,
    "gettext_noop": None,
    "gettext_lazy": None,
    "ngettext_lazy": (1, 2),
    "pgettext_lazy": ((1, "c"), 2),
}
METHODS = [("**.py", "python"), ("**/jinja2/**.html", "jinja2")]
OPTIONS = {"**/jinja2/**.html": {"newstyle_gettext": "true", "silent": "false"}}


def main() -> None:
    """Do what the first argument says."""
    verb = sys.argv[1] if len(sys.argv) > 1 else ""
    if verb == "compile":
        for language in LANGUAGES:
            compile_catalog(path_of(language))
        return
    messages = gathered()
    stale = []
    for language in LANGUAGES:
        path = path_of(language)
        before = path.read_bytes() if path.is_file() else b""
        text, untranslated = updated(path, language, messages)
        print(f"{language}: {len(messages)} messages, {untranslated} not translated")
        if text != before or untranslated:
            stale.append(language)
        if verb != "--check":
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(text)
    if verb == "--check" and stale:
        sys.exit(f"These catalogs are stale or not complete: {', '.join(stale)}.")


def path_of(language: str) -> Path:
    """Return where the catalog of a language is kept."""
    return SOURCE / "locale" / language / "LC_MESSAGES" / "django.po"


def gathered() -> Catalog:
    """Return every message in the code and the templates."""
    catalog = Catalog()
    found = extract_from_dir(
        str(SOURCE), METHODS, OPTIONS, keywords=KEYWORDS, comment_tags=("Translators:",)
    )
    for _file, _line, message, comments, context in found:
        catalog.add(message, auto_comments=comments, context=context)
    return catalog


def updated(path: Path, language: str, messages: Catalog) -> tuple[bytes, int]:
    """Return a catalog with exactly these messages, as text, and how many lack a translation."""
    known: Catalog | None = None
    if path.is_file():
        with path.open("rb") as file:
            known = read_po(file, locale=language)
    catalog = Catalog(locale=language, project="Amparo", fuzzy=False)
    catalog.header_comment = ""
    untranslated = 0
    for message in messages:
        if not message.id:
            continue
        old = known.get(message.id, message.context) if known is not None else None
        catalog.add(
            message.id,
            string=old.string if old is not None else None,
            auto_comments=message.auto_comments,
            context=message.context,
        )
        new = catalog.get(message.id, message.context)
        strings = new.string if isinstance(new.string, tuple | list) else (new.string,)
        untranslated += not all(strings)
    # The form of the file alone: no moments and no names that change from one run to the next.
    kept = {"Language", "Plural-Forms", "MIME-Version", "Content-Type", "Content-Transfer-Encoding"}
    output = io.BytesIO()
    write_po(output, catalog, width=100, sort_output=True, no_location=True, omit_header=True)
    header = "".join(
        f'"{name}: {value}\\n"\n' for name, value in catalog.mime_headers if name in kept
    )
    return f'msgid ""\nmsgstr ""\n{header}\n'.encode() + output.getvalue().lstrip(), untranslated


def compile_catalog(path: Path) -> None:
    """Write the compiled form of a catalog, unless it is newer than the catalog."""
    compiled = path.with_suffix(".mo")
    if not path.is_file():
        return
    if compiled.is_file() and compiled.stat().st_mtime > path.stat().st_mtime:
        return
    with path.open("rb") as file:
        catalog = read_po(file)
    # A message without a translation is shown in English, not as nothing.
    for message in list(catalog):
        strings = message.string if isinstance(message.string, tuple | list) else (message.string,)
        if message.id and not all(strings):
            catalog.delete(message.id, message.context)
    with compiled.open("wb") as file:
        write_mo(file, catalog)


if __name__ == "__main__":
    main()
