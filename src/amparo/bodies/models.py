"""Mechanisms, the people who serve on them, their terms and their offices."""

from enum import StrEnum

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from amparo.core.confidentiality import Confidentiality

from .enums import Began, End, MechanismKind, OfficeKind, Start

PUBLIC = Confidentiality.PUBLIC


def _choices(kinds: type[StrEnum]) -> list[tuple[str, str]]:
    return [(kind.value, kind.value) for kind in kinds]


def _one_of(field: str, kinds: type[StrEnum]) -> Q:
    return Q(**{f"{field}__in": [kind.value for kind in kinds]})


class Mechanism(models.Model):
    """A body, mandate or fund of the system; `seats` is empty where it has no members."""

    code = models.CharField(max_length=20, primary_key=True)
    kind = models.CharField(max_length=20, choices=_choices(MechanismKind))
    treaty = models.ForeignKey(
        "registry.Treaty",
        on_delete=models.PROTECT,
        related_name="mechanisms",
        null=True,
        blank=True,
    )
    seats = models.PositiveSmallIntegerField(null=True, blank=True)
    term_years = models.PositiveSmallIntegerField(null=True, blank=True)
    established_by = models.CharField(max_length=100, blank=True)
    source = models.CharField(max_length=300)

    confidentiality = {
        "code": PUBLIC,
        "kind": PUBLIC,
        "treaty": PUBLIC,
        "seats": PUBLIC,
        "term_years": PUBLIC,
        "established_by": PUBLIC,
        "source": PUBLIC,
    }

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=_one_of("kind", MechanismKind), name="mechanism_kind_is_known"
            ),
        ]

    def __str__(self) -> str:
        return self.code


class MechanismName(models.Model):
    """The official name of a mechanism in one language, and its abbreviation."""

    mechanism = models.ForeignKey(Mechanism, on_delete=models.PROTECT, related_name="names")
    language = models.CharField(max_length=7)
    name = models.CharField(max_length=300)
    short = models.CharField(max_length=60, blank=True)

    confidentiality = {
        "id": PUBLIC,
        "mechanism": PUBLIC,
        "language": PUBLIC,
        "name": PUBLIC,
        "short": PUBLIC,
    }

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["mechanism", "language"],
                name="one_name_per_mechanism_and_language",
            ),
            models.CheckConstraint(
                condition=Q(language__in=[code for code, _name in settings.LANGUAGES]),
                name="mechanism_name_language_is_known",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Person(models.Model):
    """A holder of public office: the name, other spellings (INC-19), and nothing private."""

    slug = models.CharField(max_length=80, primary_key=True)
    name = models.CharField(max_length=120)
    family_name = models.CharField(max_length=80)
    aliases = models.JSONField(default=list, blank=True)
    nationality = models.ForeignKey(
        "registry.State",
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
    )

    confidentiality = {
        "slug": PUBLIC,
        "name": PUBLIC,
        "family_name": PUBLIC,
        "aliases": PUBLIC,
        "nationality": PUBLIC,
    }

    def __str__(self) -> str:
        return self.name


class _Held(models.Model):
    """
    From one day to another, as far as the source is certain of it.

    `from_is` and `until_is` say what each day means: "held by" and "still held" are days on which
    the source shows the person in place, without saying when it began or will end.
    """

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="%(class)ss")
    mechanism = models.ForeignKey(Mechanism, on_delete=models.PROTECT, related_name="%(class)ss")
    from_on = models.DateField()
    from_is = models.CharField(max_length=10, choices=_choices(Start))
    until_on = models.DateField()
    until_is = models.CharField(max_length=10, choices=_choices(End))
    entered_at = models.DateTimeField()
    source = models.CharField(max_length=300)
    note = models.CharField(max_length=300, blank=True)

    class Meta:
        abstract = True


_HELD_FIELDS = {
    "id": PUBLIC,
    "person": PUBLIC,
    "mechanism": PUBLIC,
    "from_on": PUBLIC,
    "from_is": PUBLIC,
    "until_on": PUBLIC,
    "until_is": PUBLIC,
    "entered_at": PUBLIC,
    "source": PUBLIC,
    "note": PUBLIC,
}


class Term(_Held):
    """A person's membership of a mechanism."""

    began = models.CharField(max_length=12, choices=_choices(Began))

    confidentiality = {**_HELD_FIELDS, "began": PUBLIC}

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "mechanism", "from_on"],
                name="one_term_per_person_and_first_day",
            ),
            models.CheckConstraint(
                condition=Q(until_on__gte=F("from_on")),
                name="term_ends_after_it_begins",
            ),
            models.CheckConstraint(
                condition=_one_of("from_is", Start)
                & _one_of("until_is", End)
                & _one_of("began", Began),
                name="term_days_are_qualified",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} on {self.mechanism_id} from {self.from_on}"


class Office(_Held):
    """An office held within a mechanism; `portfolio` names the vice-chair's charge, team or group."""

    office = models.CharField(max_length=15, choices=_choices(OfficeKind))
    portfolio = models.CharField(max_length=60, blank=True)

    confidentiality = {**_HELD_FIELDS, "office": PUBLIC, "portfolio": PUBLIC}

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "mechanism", "office", "portfolio", "from_on"],
                name="one_office_per_person_and_first_day",
            ),
            models.CheckConstraint(
                condition=Q(until_on__gte=F("from_on")),
                name="office_ends_after_it_begins",
            ),
            models.CheckConstraint(
                condition=_one_of("from_is", Start)
                & _one_of("until_is", End)
                & _one_of("office", OfficeKind),
                name="office_days_are_qualified",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id}: {self.office} {self.portfolio}".rstrip()
