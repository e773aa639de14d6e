"""States, their names and regional groups; treaties and what States did about them."""

from collections.abc import Iterable
from enum import StrEnum

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from amparo.core.confidentiality import Confidentiality

from .enums import ActionKind, RegionalGroup, StateKind

PUBLIC = Confidentiality.PUBLIC


def _choices(kinds: type[StrEnum]) -> list[tuple[str, str]]:
    return [(kind.value, kind.value) for kind in kinds]


def _one_of(field: str, values: Iterable[str]) -> Q:
    return Q(**{f"{field}__in": [str(value) for value in values]})


LANGUAGES = [code for code, _name in settings.LANGUAGES]


class State(models.Model):
    """A State, or the one organization that takes part in a treaty, keyed as in DOC-17."""

    iso3 = models.CharField(max_length=3, primary_key=True)
    iso2 = models.CharField(max_length=2)
    m49 = models.CharField(max_length=3, blank=True)
    kind = models.CharField(max_length=12, choices=_choices(StateKind))

    confidentiality = {"iso3": PUBLIC, "iso2": PUBLIC, "m49": PUBLIC, "kind": PUBLIC}

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["iso2"], name="one_state_per_iso2"),
            models.UniqueConstraint(
                fields=["m49"], condition=~Q(m49=""), name="one_state_per_m49_code"
            ),
            models.CheckConstraint(
                condition=_one_of("kind", StateKind), name="state_kind_is_known"
            ),
        ]

    def __str__(self) -> str:
        return self.iso3


class StateName(models.Model):
    """
    How a State is called in one language.

    `short` is the name used in text and lists; `article` is what the official list prints in
    brackets behind it ("the", "l'"); `formal` may be empty where the source has none.
    """

    state = models.ForeignKey(State, on_delete=models.PROTECT, related_name="names")
    language = models.CharField(max_length=7)
    short = models.CharField(max_length=100)
    article = models.CharField(max_length=5, blank=True)
    formal = models.CharField(max_length=200, blank=True)

    confidentiality = {
        "id": PUBLIC,
        "state": PUBLIC,
        "language": PUBLIC,
        "short": PUBLIC,
        "article": PUBLIC,
        "formal": PUBLIC,
    }

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["state", "language"], name="one_name_per_state_and_language"
            ),
            models.CheckConstraint(
                condition=_one_of("language", LANGUAGES),
                name="state_name_language_is_known",
            ),
        ]

    def __str__(self) -> str:
        return self.short


class StateGroup(models.Model):
    """
    A State's regional group from one day to another; an empty day means the source names none.

    Source: DOC-16, INC-07 (the group is a dated attribute).
    """

    state = models.ForeignKey(State, on_delete=models.PROTECT, related_name="groups")
    group = models.CharField(max_length=30, choices=_choices(RegionalGroup))
    valid_from = models.DateField(null=True, blank=True)
    valid_until = models.DateField(null=True, blank=True)
    source = models.CharField(max_length=300)
    note = models.CharField(max_length=300, blank=True)

    confidentiality = {
        "id": PUBLIC,
        "state": PUBLIC,
        "group": PUBLIC,
        "valid_from": PUBLIC,
        "valid_until": PUBLIC,
        "source": PUBLIC,
        "note": PUBLIC,
    }

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["state", "valid_from"], name="one_group_per_state_and_first_day"
            ),
            models.UniqueConstraint(
                fields=["state"],
                condition=Q(valid_from=None),
                name="one_group_per_state_without_a_first_day",
            ),
            models.CheckConstraint(
                condition=_one_of("group", RegionalGroup),
                name="regional_group_is_known",
            ),
            models.CheckConstraint(
                condition=Q(valid_from=None)
                | Q(valid_until=None)
                | Q(valid_until__gte=F("valid_from")),
                name="group_ends_after_it_begins",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.state_id} {self.group}"


class Treaty(models.Model):
    """A treaty of the human rights system, as the depositary registers it."""

    code = models.CharField(max_length=12, primary_key=True)
    mtdsg = models.CharField(max_length=12)
    adopted_on = models.DateField()
    adopted_at = models.CharField(max_length=60)
    in_force_on = models.DateField()
    in_force_article = models.CharField(max_length=20)
    registration = models.CharField(max_length=20)

    confidentiality = {
        "code": PUBLIC,
        "mtdsg": PUBLIC,
        "adopted_on": PUBLIC,
        "adopted_at": PUBLIC,
        "in_force_on": PUBLIC,
        "in_force_article": PUBLIC,
        "registration": PUBLIC,
    }

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["mtdsg"], name="one_treaty_per_depositary_number"),
            models.CheckConstraint(
                condition=Q(in_force_on__gte=F("adopted_on")),
                name="treaty_in_force_after_its_adoption",
            ),
        ]

    def __str__(self) -> str:
        return self.code


class TreatyTitle(models.Model):
    """The official title of a treaty in one language, and the short one in use."""

    treaty = models.ForeignKey(Treaty, on_delete=models.PROTECT, related_name="titles")
    language = models.CharField(max_length=7)
    title = models.CharField(max_length=300)
    short = models.CharField(max_length=200, blank=True)

    confidentiality = {
        "id": PUBLIC,
        "treaty": PUBLIC,
        "language": PUBLIC,
        "title": PUBLIC,
        "short": PUBLIC,
    }

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["treaty", "language"], name="one_title_per_treaty_and_language"
            ),
            models.CheckConstraint(
                condition=_one_of("language", LANGUAGES),
                name="treaty_title_language_is_known",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class TreatyAction(models.Model):
    """
    What a State did about a treaty, on what day, and when we learned of it.

    `takes_effect_on` is filled for denunciations only: notice and effect are two days. A row found
    wrong stays, with the moment it was rectified, so that figures as known before stay the same.
    """

    treaty = models.ForeignKey(Treaty, on_delete=models.PROTECT, related_name="actions")
    state = models.ForeignKey(State, on_delete=models.PROTECT, related_name="treaty_actions")
    kind = models.CharField(max_length=24, choices=_choices(ActionKind))
    on = models.DateField()
    takes_effect_on = models.DateField(null=True, blank=True)
    entered_at = models.DateTimeField()
    rectified_at = models.DateTimeField(null=True, blank=True)
    source = models.CharField(max_length=300)
    note = models.CharField(max_length=500, blank=True)

    confidentiality = {
        "id": PUBLIC,
        "treaty": PUBLIC,
        "state": PUBLIC,
        "kind": PUBLIC,
        "on": PUBLIC,
        "takes_effect_on": PUBLIC,
        "entered_at": PUBLIC,
        "rectified_at": PUBLIC,
        "source": PUBLIC,
        "note": PUBLIC,
    }

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["treaty", "state", "kind", "on"],
                condition=Q(rectified_at=None),
                name="one_action_per_treaty_state_kind_and_day",
            ),
            models.CheckConstraint(
                condition=_one_of("kind", ActionKind),
                name="treaty_action_kind_is_known",
            ),
            models.CheckConstraint(
                condition=Q(
                    kind=ActionKind.DENUNCIATION.value,
                    takes_effect_on__isnull=False,
                    takes_effect_on__gte=F("on"),
                )
                | ~Q(kind=ActionKind.DENUNCIATION.value) & Q(takes_effect_on=None),
                name="denunciations_alone_have_a_day_of_effect",
            ),
            models.CheckConstraint(
                condition=Q(rectified_at=None) | Q(rectified_at__gte=F("entered_at")),
                name="treaty_action_rectified_after_entry",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.state_id} {self.treaty_id} {self.kind} {self.on}"


class ProcedureDeclaration(models.Model):
    """
    A declaration by which a State accepts, or takes back, a procedure of a treaty it is party to.

    Procedures that come with being party to an optional protocol are derived, not stored.
    """

    treaty = models.ForeignKey(Treaty, on_delete=models.PROTECT, related_name="declarations")
    state = models.ForeignKey(State, on_delete=models.PROTECT, related_name="declarations")
    article = models.CharField(max_length=10)
    accepts = models.BooleanField(default=True)
    on = models.DateField()
    entered_at = models.DateTimeField()
    source = models.CharField(max_length=300)
    note = models.CharField(max_length=500, blank=True)

    confidentiality = {
        "id": PUBLIC,
        "treaty": PUBLIC,
        "state": PUBLIC,
        "article": PUBLIC,
        "accepts": PUBLIC,
        "on": PUBLIC,
        "entered_at": PUBLIC,
        "source": PUBLIC,
        "note": PUBLIC,
    }

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["treaty", "state", "article", "on"],
                name="one_declaration_per_article_and_day",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.state_id} {self.treaty_id} art. {self.article} {self.on}"
