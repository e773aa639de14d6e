"""The forms of a page as a browser finds them, filled in and sent."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import urlencode

from tests.house.sending import URLENCODED, Asked

BOUNDARY = "b0undary"
Value = str | bytes


@dataclass(slots=True)
class Control:
    """A field of a form: what it is called, what it holds, what can be chosen."""

    name: str
    kind: str
    value: str = ""
    choices: list[str] = field(default_factory=list)
    is_needed: bool = False


@dataclass(slots=True)
class Form:
    """A form of a page, and where it is sent."""

    action: str
    method: str
    in_parts: bool
    controls: list[Control] = field(default_factory=list)

    @property
    def names(self) -> tuple[str, ...]:
        """What its fields are called."""
        return tuple(dict.fromkeys(one.name for one in self.controls))


class _Reader(HTMLParser):
    def __init__(self, path: str) -> None:
        super().__init__()
        self.path = path
        self.forms: list[Form] = []
        self._open: Form | None = None
        self._choosing: Control | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = {name: value or "" for name, value in attrs}
        if tag == "form":
            in_parts = said.get("enctype") == "multipart/form-data"
            method = said.get("method", "get").upper()
            self._open = Form(said.get("action") or self.path, method, in_parts)
            self.forms.append(self._open)
        elif self._open is None or tag not in ("input", "select", "textarea", "button", "option"):
            return
        elif tag == "option":
            self._choice(said)
        elif said.get("name"):
            self._control(tag, said)

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._open = None
        elif tag == "select":
            self._choosing = None

    def _choice(self, said: dict[str, str]) -> None:
        if self._choosing is not None:
            self._choosing.choices.append(said.get("value", ""))
            if "selected" in said:
                self._choosing.value = said.get("value", "")

    def _control(self, tag: str, said: dict[str, str]) -> None:
        assert self._open is not None
        kind = said.get("type", "text") if tag == "input" else tag
        name, value = said["name"], said.get("value", "")
        known = next((one for one in self._open.controls if one.name == name), None)
        if known is not None and kind == "radio":
            known.choices.append(value)
            known.value = value if "checked" in said else known.value
            return
        made = Control(name, kind, value, is_needed="required" in said)
        if kind == "radio":
            made.choices, made.value = [value], value if "checked" in said else ""
        self._open.controls.append(made)
        self._choosing = made if tag == "select" else None


def forms_of(path: str, page: str) -> list[Form]:
    """Return the forms of a page."""
    reader = _Reader(path)
    reader.feed(page)
    return reader.forms


def sent(
    form: Form,
    values: Iterable[tuple[str, Value]],
    files: Sequence[tuple[str, Value, bytes]] = (),
) -> Asked:
    """Return a form as it is sent: in the address, in one piece, or in parts with files."""
    if form.method == "GET":
        return Asked("GET", f"{form.action.partition('?')[0]}?{urlencode([*values])}")
    if form.in_parts or files:
        kind = f"multipart/form-data; boundary={BOUNDARY}"
        return Asked("POST", form.action, in_parts(values, files), kind)
    return Asked("POST", form.action, urlencode([*values]).encode(), URLENCODED)


def in_parts(
    values: Iterable[tuple[str, Value]], files: Iterable[tuple[str, Value, bytes]]
) -> bytes:
    """Return fields and files as parts; names stand as they are given, however odd."""
    parts = [
        b'--%b\r\nContent-Disposition: form-data; name="%b"\r\n\r\n%b\r\n'
        % (BOUNDARY.encode(), _bytes(name), _bytes(value))
        for name, value in values
    ]
    parts += [
        b'--%b\r\nContent-Disposition: form-data; name="%b"; filename="%b"\r\n'
        b"Content-Type: text/plain\r\n\r\n%b\r\n"
        % (BOUNDARY.encode(), _bytes(name), _bytes(filename), content)
        for name, filename, content in files
    ]
    return b"".join(parts) + b"--%b--\r\n" % BOUNDARY.encode()


def _bytes(value: Value) -> bytes:
    return value if isinstance(value, bytes) else value.encode("utf-8", "surrogatepass")
