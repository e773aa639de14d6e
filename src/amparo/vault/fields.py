"""
Fields whose text is sealed in the database and opened when it is read.

What the database, a dump, a pickle or `.values()` holds is the sealed text. Only the attribute that
bears the field's name gives the clear one.
"""

from __future__ import annotations

from base64 import b64decode, b64encode
from collections.abc import Collection, Iterable, Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.core import checks
from django.core.exceptions import FieldError, ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from . import keystore
from .envelope import open_sealed, seal
from .keystore import KeyDestroyed

Place = tuple[str, ...]


class Held:
    """
    What an instance holds of a sealed text: sealed, or clear, or both.

    It shows the clear text to no one who prints, copies or pickles the instance.
    """

    __slots__ = ("_clear", "_place", "_sealed")

    def __init__(
        self, sealed: bytes | None = None, *, clear: str | None = None, place: Place | None = None
    ) -> None:
        self._sealed = sealed
        self._clear = clear
        self._place = place

    @property
    def sealed(self) -> bytes:
        """
        The sealed text.

        :raises TypeError: if the text was assigned and not yet saved.
        """
        if self._sealed is None:
            raise TypeError("This text is not sealed yet: save its instance first.")
        return self._sealed

    @property
    def clear(self) -> str | None:
        """The clear text, if it was assigned or opened."""
        return self._clear

    def opened(self, key: bytes, place: Place) -> str:
        """Return the clear text, and keep it."""
        if self._clear is None:
            self._clear = open_sealed(key, self.sealed, bound_to=place).decode()
            self._place = place
        return self._clear

    def sealed_for(self, place: Place) -> bool:
        """Test whether it is sealed for this place, as far as is known."""
        return self._sealed is not None and self._place in (None, place)

    def seal(self, key: bytes, place: Place) -> None:
        """Seal the clear text for its place."""
        assert self._clear is not None  # noqa: S101  (for the type checker)
        self._sealed, self._place = seal(key, self._clear.encode(), bound_to=place), place

    def __bytes__(self) -> bytes:
        return self.sealed

    def __repr__(self) -> str:
        return "<sealed>"

    def __reduce__(self) -> tuple[type[Held], tuple[bytes]]:
        return Held, (self.sealed,)

    def __copy__(self) -> Held:
        return Held(self._sealed, clear=self._clear, place=self._place)

    def __deepcopy__(self, _memo: object) -> Held:
        return self.__copy__()


class _ClearText:
    """The attribute that bears the field's name: gives and takes the clear text."""

    def __init__(self, field: SealedText) -> None:
        self.field = field

    def __get__(self, instance: models.Model | None, _owner: type[models.Model]) -> Any:
        if instance is None:
            return self
        held: Held | None = getattr(instance, self.field.attname)
        if held is None or held.clear is not None:
            return held and held.clear
        place = self.field.place_of(instance)
        return held.opened(keystore.key_of(self.field.holder_of(instance)), place)

    def __set__(self, instance: models.Model, value: str | None) -> None:
        if value is not None and not isinstance(value, str):
            raise TypeError(f"{self.field.name} takes text, not {type(value).__name__}.")
        instance.__dict__[self.field.attname] = None if value is None else Held(clear=str(value))


class SealedText(models.BinaryField):  # type: ignore[type-arg]
    """
    A text sealed with the data key of its row's holder, bound to its model, field, row and holder.

    `holder` names the attribute that gives the holder's UUID. The row's own key is a UUID known
    before it is saved. The sealed text stands in `{name}_sealed`, on the instance as in the table;
    migrations know it as plain bytes. `bound_as` keeps the old "app.model.field" when a model or a
    field is renamed. Nothing can be looked up in it but whether it is null: see `vault.blind`.

    Reading raises `KeyDestroyed` when the holder's key was destroyed; `opened` gives a stand-in.
    """

    description = _("Sealed text")
    empty_values: Sequence[Any] = [None, ""]

    def __init__(
        self, *args: Any, holder: str = "holder", bound_as: str = "", **kwargs: Any
    ) -> None:
        self.holder, self.bound_as = holder, bound_as
        kwargs.setdefault("editable", True)
        super().__init__(*args, **kwargs)

    def check(self, **kwargs: Any) -> list[checks.CheckMessage]:
        """Also refuse what cannot work: a row whose key is not known before it is saved."""
        found = list(super().check(**kwargs))
        if not isinstance(self.model._meta.pk, models.UUIDField):
            found.append(
                checks.Error("A sealed text needs a UUID primary key.", obj=self, id="vault.E001")
            )
        if self.unique or self.has_default() or self.choices:
            found.append(
                checks.Error(
                    "A sealed text cannot be unique, and has no default and no choices.",
                    obj=self,
                    id="vault.E002",
                )
            )
        return found

    # Where it stands.

    def get_attname(self) -> str:
        """Return the name of what is stored."""
        return f"{self.name}_sealed"

    def contribute_to_class(
        self, cls: type[models.Model], name: str, private_only: bool = False
    ) -> None:
        """Give the model the attribute that opens."""
        super().contribute_to_class(cls, name, private_only)
        setattr(cls, name, _ClearText(self))

    def deconstruct(self) -> Any:
        """Describe the column to migrations: plain bytes, which no migration can open."""
        name, _path, args, kwargs = super().deconstruct()
        column = {"db_column": self.db_column or f"{self.name}_sealed"}
        kept = {key: value for key, value in kwargs.items() if key == "null"}
        return name, "django.db.models.BinaryField", args, {**kept, **column}

    def clone(self) -> Any:
        """Return a copy for migrations, which know plain bytes."""
        _name, _path, args, kwargs = self.deconstruct()
        return models.BinaryField(*args, **kwargs)

    def holder_of(self, instance: models.Model) -> UUID:
        """Return the UUID whose data key seals this text of the instance."""
        holder: UUID = getattr(instance, self.holder)
        return holder

    def place_of(self, instance: models.Model) -> Place:
        """Return what this text of the instance is bound to."""
        if instance.pk is None:
            raise ValueError("A sealed text needs its row's key before it is saved.")
        bound_as = self.bound_as or f"{self.model._meta.label_lower}.{self.name}"
        return bound_as, str(instance.pk), str(self.holder_of(instance))

    # To the database and back.

    def seal_on(self, instance: models.Model, key: bytes | None = None) -> None:
        """Seal what was assigned to the instance; with the holder's key, made now if need be."""
        held: Held | None = getattr(instance, self.attname)
        if held is None:
            return
        place = self.place_of(instance)
        if held.sealed_for(place):
            return
        if self.max_length is not None and len(held.clear or "") > self.max_length:
            raise ValueError(f"{self.name} is longer than {self.max_length} characters.")
        held = held.__copy__()
        held.seal(key or keystore.make_key(self.holder_of(instance)), place)
        instance.__dict__[self.attname] = held

    def pre_save(self, model_instance: models.Model, add: bool) -> Held | None:
        """Seal, if need be, and return what is to be stored."""
        self.seal_on(model_instance)
        held: Held | None = getattr(model_instance, self.attname)
        return held

    def get_db_prep_save(self, value: Any, connection: Any) -> Any:
        """Let nothing pass but what is sealed: no clear text, and no expression that may be one."""
        if value is not None and not isinstance(value, Held):
            raise TypeError(f"{self.name} is sealed: assign it to an instance and save that.")
        return super().get_db_prep_save(value, connection)

    def get_db_prep_value(self, value: Any, connection: Any, prepared: bool = False) -> Any:
        """Return the sealed bytes."""
        sealed = value.sealed if isinstance(value, Held) else value
        if not isinstance(sealed, bytes | None):
            raise TypeError(f"{self.name} is sealed and cannot be asked for.")
        return super().get_db_prep_value(sealed, connection, prepared)

    def from_db_value(self, value: Any, _expression: object, _connection: object) -> Held | None:
        """Return the text as it is stored; it is opened when it is read."""
        return None if value is None else Held(bytes(value))

    def get_default(self) -> Held | None:
        """Return what an instance begins with."""
        return None if self.null else Held(clear="")

    # Looking up.

    def get_lookup(self, lookup_name: str) -> Any:
        """Return the lookup, if it asks no more than whether there is a text."""
        if lookup_name != "isnull":
            raise FieldError(f"{self.name} is sealed and cannot be searched; see vault.blind.")
        return super().get_lookup(lookup_name)

    def get_transform(self, lookup_name: str) -> Any:
        """Refuse every transform."""
        raise FieldError(f"{self.name} is sealed and cannot be searched; see vault.blind.")

    # In forms and in dumps.

    def clean(self, value: Any, model_instance: models.Model | None) -> Any:
        """Check the clear text, where it is at hand: what came from the database was checked."""
        if isinstance(value, Held) and value.clear is None:
            return value
        text = value.clear if isinstance(value, Held) else value
        self.validate(text, model_instance)
        self.run_validators(text)
        return value

    def formfield(self, **kwargs: Any) -> Any:
        """Return a field for text: one line if its length is limited, else several."""
        several = {} if self.max_length else {"widget": forms.Textarea}
        return models.Field.formfield(
            self,
            **{"form_class": forms.CharField, "max_length": self.max_length, **several, **kwargs},
        )

    def value_to_string(self, obj: models.Model) -> str:
        """Return the sealed bytes in base64."""
        held: Held | None = self.value_from_object(obj)
        return "" if held is None else b64encode(held.sealed).decode()

    def to_python(self, value: Any) -> Held | None:
        """
        Return what a dump holds.

        :raises ValidationError: if it is not sealed bytes in base64.
        """
        if value is None or isinstance(value, Held):
            return value
        try:
            return Held(b64decode(value, validate=True))
        except (TypeError, ValueError):
            raise ValidationError(_("This is not a sealed text.")) from None


def open_all(instances: Collection[models.Model]) -> None:
    """
    Open every sealed text of many instances, with one question to the key store.

    Those whose key was destroyed or is missing stay sealed, and say so when they are read.
    """
    waiting = [
        (instance, field, held)
        for instance in instances
        for field in sealed_fields(type(instance))
        if (held := instance.__dict__.get(field.attname)) is not None and held.clear is None
    ]
    keys = keystore.keys_of(field.holder_of(instance) for instance, field, _held in waiting)
    for instance, field, held in waiting:
        key = keys.get(field.holder_of(instance))
        if key is not None:
            held.opened(key, field.place_of(instance))


def seal_all(instances: Collection[models.Model]) -> None:
    """Seal what was assigned to many instances, making the keys that are missing."""
    holders = {
        field.holder_of(instance)
        for instance in instances
        for field in sealed_fields(type(instance))
    }
    keys = keystore.keys_of(holders)
    for instance in instances:
        for field in sealed_fields(type(instance)):
            holder = field.holder_of(instance)
            if holder not in keys:
                keys[holder] = keystore.make_key(holder)
            field.seal_on(instance, keys[holder])


def opened(instance: models.Model, name: str, default: str = "") -> str | None:
    """Return a sealed text of an instance, or `default` if its key was destroyed."""
    try:
        text: str | None = getattr(instance, name)
    except KeyDestroyed:
        return default
    return text


def sealed_fields(model: type[models.Model]) -> Iterable[SealedText]:
    """Return the sealed fields of a model."""
    return [one for one in model._meta.concrete_fields if isinstance(one, SealedText)]
