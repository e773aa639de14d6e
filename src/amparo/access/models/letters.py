"""What people were told by letter: that there is something to see, never what."""

from __future__ import annotations

from django.db import models

from amparo.core.confidentiality import Confidentiality

from .accounts import User

INTERNAL = Confidentiality.INTERNAL


class Telling(models.Model):
    """
    A letter to somebody that there is something to see at a face.

    It is written down before the letter goes out, once for each `occasion`, so that nobody is told
    twice; an occasion is a day, or what the letter is the first one after.
    """

    account = models.ForeignKey(User, models.PROTECT, related_name="tellings")
    face = models.CharField(max_length=20)
    occasion = models.CharField(max_length=40)
    told_at = models.DateTimeField()

    confidentiality = dict.fromkeys(("id", "account", "face", "occasion", "told_at"), INTERNAL)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["account", "face", "occasion"], name="telling_once_for_an_occasion"
            )
        ]

    def __str__(self) -> str:
        return f"{self.face} ({self.told_at:%Y-%m-%d})"
