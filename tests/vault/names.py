"""A table for the tests: a person named under a matter, with sealed texts."""

from uuid import uuid4

from django.apps.registry import Apps
from django.db import models

from amparo.vault.fields import SealedText


class Named(models.Model):
    """Somebody named: the name is needed, the note may be unknown."""

    id = models.UUIDField(primary_key=True, default=uuid4)
    holder = models.UUIDField()
    name = SealedText(max_length=40)
    note = SealedText(null=True, blank=True)
    seen = models.IntegerField(default=0)

    objects: models.Manager["Named"] = models.Manager()

    class Meta:
        app_label = "vault"
        apps = Apps()  # not the program's own: no migration makes this table

    def __str__(self) -> str:
        return str(self.pk)
