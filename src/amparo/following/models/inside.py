"""Who follows what: inside, each sealed with a key of their own, which goes when they go."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import F, Q

from amparo.core.confidentiality import Confidentiality
from amparo.following.enums import Channel, Often, Standing
from amparo.vault.fields import SealedText

INTERNAL, CONFIDENTIAL = Confidentiality.INTERNAL, Confidentiality.CONFIDENTIAL
PERSONAL = Confidentiality.PERSONAL


class Follower(models.Model):
    """
    An address that follows something, sealed with a data key of its own.

    `who` is the keyed digest by which the same address is known again; its key is inside. Whoever
    follows nothing any more is removed, and the key destroyed: a backup that is brought back then
    brings nobody back. `ticket` is the digest of the link by which they see what they follow.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    who = models.CharField(max_length=64, unique=True)
    address = SealedText(holder="id", max_length=254)
    made_at = models.DateTimeField()
    shown_at = models.DateTimeField(null=True)
    ticket = models.CharField(max_length=64, null=True, unique=True)

    confidentiality = {
        "id": INTERNAL,
        "who": CONFIDENTIAL,
        "address": PERSONAL,
        "made_at": INTERNAL,
        "shown_at": INTERNAL,
        "ticket": CONFIDENTIAL,
    }

    def __str__(self) -> str:
        return str(self.id)


class Following(models.Model):
    """
    One search that is followed, by letter or by webhook.

    `number` tells it from the others of its follower, `ticket` is the digest of the link that stops it,
    `what` is the keyed digest by which the same search, sent the same way, is known again. `seen` is
    the number of the last novelty that was looked at, `in_hand` the one that a delivery under way goes
    up to, both in one `ledger`; `failures` counts deliveries that failed in a row.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    follower = models.ForeignKey(Follower, on_delete=models.PROTECT, related_name="followings")
    number = models.PositiveSmallIntegerField()
    ticket = models.CharField(max_length=64, unique=True)
    what = models.CharField(max_length=64)
    question = SealedText(holder="follower_id")
    channel = models.CharField(max_length=10, choices=[(one.value, one.value) for one in Channel])
    endpoint = SealedText(holder="follower_id", null=True)
    secret = SealedText(holder="follower_id", null=True)
    often = models.CharField(max_length=10, choices=[(one.value, one.value) for one in Often])
    language = models.CharField(max_length=10)
    standing = models.CharField(max_length=10, choices=[(one.value, one.value) for one in Standing])
    ledger = models.CharField(max_length=60)
    seen = models.PositiveBigIntegerField(default=0)
    in_hand = models.PositiveBigIntegerField(null=True)
    next_at = models.DateTimeField()
    failures = models.PositiveSmallIntegerField(default=0)
    made_at = models.DateTimeField()
    told_at = models.DateTimeField(null=True)
    paused_at = models.DateTimeField(null=True)

    confidentiality = {
        "id": INTERNAL,
        "follower": INTERNAL,
        "number": INTERNAL,
        "ticket": CONFIDENTIAL,
        "what": CONFIDENTIAL,
        "question": PERSONAL,
        "channel": INTERNAL,
        "endpoint": PERSONAL,
        "secret": CONFIDENTIAL,
        "often": INTERNAL,
        "language": INTERNAL,
        "standing": INTERNAL,
        "ledger": INTERNAL,
        "seen": INTERNAL,
        "in_hand": INTERNAL,
        "next_at": INTERNAL,
        "failures": INTERNAL,
        "made_at": INTERNAL,
        "told_at": INTERNAL,
        "paused_at": INTERNAL,
    }

    class Meta:
        indexes = [models.Index(fields=["standing", "next_at"], name="following_by_turn")]
        constraints = [
            models.UniqueConstraint(
                fields=["follower", "what"], name="following_once_for_each_search"
            ),
            models.UniqueConstraint(
                fields=["follower", "number"], name="following_has_a_number_of_its_own"
            ),
            models.CheckConstraint(
                condition=Q(standing=Standing.PAUSED.value, paused_at__isnull=False)
                | (~Q(standing=Standing.PAUSED.value) & Q(paused_at__isnull=True)),
                name="following_paused_has_its_moment",
            ),
            models.CheckConstraint(
                condition=(
                    Q(channel=Channel.WEBHOOK.value)
                    & Q(endpoint__isnull=False)
                    & Q(secret__isnull=False)
                )
                | (
                    Q(channel=Channel.LETTER.value)
                    & Q(endpoint__isnull=True)
                    & Q(secret__isnull=True)
                ),
                name="following_webhook_has_endpoint_and_secret",
            ),
            models.CheckConstraint(
                condition=Q(in_hand__isnull=True) | Q(in_hand__gt=F("seen")),
                name="following_in_hand_goes_beyond_seen",
            ),
        ]

    def __str__(self) -> str:
        return str(self.id)


class Asking(models.Model):
    """
    A request whose letter was not answered yet, sealed as it came, and gone when its time is over.

    No key of its own is made before somebody has confirmed: strangers could have any number made.
    """

    id = models.UUIDField(primary_key=True)
    who = models.CharField(max_length=64, db_index=True)
    ticket = models.CharField(max_length=64, unique=True)
    sealed = models.BinaryField()
    told_at = models.DateTimeField(null=True)
    next_at = models.DateTimeField()
    failures = models.PositiveSmallIntegerField(default=0)
    ends_at = models.DateTimeField()

    confidentiality = {
        "id": INTERNAL,
        "who": CONFIDENTIAL,
        "ticket": CONFIDENTIAL,
        "sealed": CONFIDENTIAL,
        "told_at": INTERNAL,
        "next_at": INTERNAL,
        "failures": INTERNAL,
        "ends_at": INTERNAL,
    }

    def __str__(self) -> str:
        return str(self.id)
