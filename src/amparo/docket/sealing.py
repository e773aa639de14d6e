"""
What of an act is stored in clear and what is sealed with its matter's key.

Sealed are the fields classed CONFIDENTIAL or PERSONAL, and the reason for a rectification. The
bytes are bound to their matter and to their place in it: moved elsewhere, they cannot be opened.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import cast
from uuid import UUID

from amparo.vault import blind, keystore
from amparo.vault.envelope import open_sealed, seal

from .digests import canonical
from .entries import Entry, Fields
from .procedure import ActType, Procedure


@dataclass(frozen=True, slots=True)
class Sealed:
    """What was sealed of an act; nothing where its matter's key has been destroyed."""

    fields: Fields = field(default_factory=dict)
    reason: str = ""


NOTHING_SEALED = Sealed()


def split(fields: Fields, sealed_names: Iterable[str]) -> tuple[Fields, Fields]:
    """Return fields parted into those stored in clear and those sealed."""
    names = frozenset(sealed_names)
    if names.isdisjoint(fields):
        return fields, {}
    return (
        {name: value for name, value in fields.items() if name not in names},
        {name: value for name, value in fields.items() if name in names},
    )


def seal_act(holder: UUID, act: ActType, entry: Entry) -> bytes | None:
    """
    Return the sealed part of an act, or None if nothing of it is to be sealed.

    :raises KeyDestroyed: if the matter's content was destroyed.
    """
    _clear, sealed = split(entry.fields, act.sealed_fields())
    if not sealed and not entry.reason:
        return None
    key = keystore.make_key(holder)
    text = canonical({"fields": sealed, "reason": entry.reason})  # type: ignore[dict-item]
    return seal(key, text.encode(), bound_to=_act_place(holder, entry.number))


def open_act(key: bytes, holder: UUID, number: int, sealed: bytes) -> Sealed:
    """Return what was sealed of an act. :raises Unreadable: if it is not what was sealed there."""
    said = json.loads(open_sealed(key, sealed, bound_to=_act_place(holder, number)))
    return Sealed(said["fields"], said["reason"])


def seal_facts(holder: UUID, facts: Fields) -> bytes | None:
    """Return the sealed facts of a docket, or None if it has none."""
    if not facts:
        return None
    key = keystore.make_key(holder)
    return seal(key, canonical(facts).encode(), bound_to=_facts_place(holder))


def open_facts(
    holder: UUID, sealed: bytes | memoryview[int] | None, keys: Mapping[UUID, bytes] | None = None
) -> Fields:
    """Return the sealed facts of a docket. :raises KeyDestroyed: if they can be read no more."""
    if sealed is None:
        return {}
    key = keystore.key_of(holder) if keys is None else keys[holder]
    clear = open_sealed(key, bytes(sealed), bound_to=_facts_place(holder))
    return cast(Fields, json.loads(clear))


def index_names(holder: UUID, procedure: Procedure, act: ActType, fields: Fields) -> None:
    """Enter the names that an act says into the blind index, where its fields are indexed."""
    for one in act.fields:
        if one.indexed and (value := fields.get(one.name)):
            names = value if isinstance(value, list) else [str(value)]
            blind.enter(holder, f"{procedure.name}.{act.name}.{one.name}", names)


def index_again(holder: UUID, procedure: Procedure, entries: Iterable[Entry]) -> None:
    """Make the blind index of a docket again from its acts."""
    if any(one.indexed for act in procedure.acts for one in act.fields):
        blind.forget(holder)
        for entry in entries:
            index_names(holder, procedure, procedure.act(entry.kind), entry.fields)


def opened(
    entries: Iterable[tuple[Entry, bytes | None]],
    holder: UUID,
    keys: Mapping[UUID, bytes] | None = None,
) -> list[Entry]:
    """
    Return entries with what was sealed of them; where the key is destroyed, as they are in clear.

    `keys` are those already fetched.
    """
    held = list(entries)
    if all(sealed is None for _entry, sealed in held):
        return [entry for entry, _sealed in held]
    key = (keystore.keys_of([holder]) if keys is None else keys).get(holder)
    if key is None:
        return [entry for entry, _sealed in held]
    return [_opened(entry, sealed, key, holder) for entry, sealed in held]


def _opened(entry: Entry, sealed: bytes | None, key: bytes, holder: UUID) -> Entry:
    if sealed is None:
        return entry
    inside = open_act(key, holder, entry.number, bytes(sealed))
    fields: Mapping[str, object] = {**entry.fields, **inside.fields}
    return entry._replace(fields=cast(Fields, fields), reason=inside.reason)


def _act_place(holder: UUID, number: int) -> tuple[str, ...]:
    return ("docket.act", str(holder), str(number))


def _facts_place(holder: UUID) -> tuple[str, ...]:
    return ("docket.facts", str(holder))
