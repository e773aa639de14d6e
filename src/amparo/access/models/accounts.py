"""
Accounts, and what signing in leaves behind: sessions, invitations, counted failures, spent codes.

No address and no name is in clear in any of these tables. What a person is called outside of their
own pages is `code`.
"""

import uuid

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import F, Q

from amparo.access.enums import AccountState, LinkPurpose
from amparo.core.confidentiality import Confidentiality
from amparo.vault.fields import SealedText

INTERNAL, CONFIDENTIAL = Confidentiality.INTERNAL, Confidentiality.CONFIDENTIAL
PERSONAL = Confidentiality.PERSONAL


class User(AbstractBaseUser):
    """
    The account of one person.

    `email`, `name` and `nationalities` are sealed with a data key of the account's own; `sign_in`
    is the keyed digest by which a typed address finds the account. Closing the account destroys
    its key: what the trail says of `code` then leads to nobody.
    """

    # When somebody last signed in is a matter of the sessions and of the trail.
    last_login = None

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    code = models.CharField(max_length=12, unique=True)
    sign_in = models.CharField(max_length=100, unique=True)
    email = SealedText(holder="id", max_length=254)
    name = SealedText(holder="id", max_length=120)
    nationalities = SealedText(holder="id", max_length=60)
    language = models.CharField(max_length=10, default="en")
    wants_letters = models.BooleanField(default=True)
    state = models.CharField(max_length=10, default=AccountState.INVITED.value)
    made_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)

    USERNAME_FIELD = "sign_in"
    REQUIRED_FIELDS = []

    confidentiality = {
        "id": INTERNAL,
        "code": INTERNAL,
        "sign_in": CONFIDENTIAL,
        "email": PERSONAL,
        "name": PERSONAL,
        "nationalities": PERSONAL,
        "language": INTERNAL,
        "wants_letters": INTERNAL,
        "state": INTERNAL,
        "made_at": INTERNAL,
        "closed_at": INTERNAL,
        "password": CONFIDENTIAL,
    }

    objects = BaseUserManager["User"]()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=[one.value for one in AccountState]),
                name="account_state_is_known",
            ),
            models.CheckConstraint(
                condition=(
                    Q(state=AccountState.CLOSED.value, closed_at__isnull=False)
                    | (~Q(state=AccountState.CLOSED.value) & Q(closed_at__isnull=True))
                ),
                name="account_closed_has_its_moment",
            ),
        ]

    def __str__(self) -> str:
        return self.code

    @property
    def is_active(self) -> bool:  # type: ignore[override]
        """Whether the account may be signed in to."""
        return self.state == AccountState.ACTIVE


class Session(models.Model):
    """
    One browser that is signed in, or on its way there.

    The key that the browser holds is kept as its digest only, so that nobody who reads this table
    can step into a session; `data` is sealed. `agent` is coarse ("Firefox on Linux").
    """

    key_digest = models.CharField(max_length=64, primary_key=True)
    data = models.TextField()
    user = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="sessions")
    started_at = models.DateTimeField()
    seen_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    agent = models.CharField(max_length=60, default="")
    second_factor = models.BooleanField(default=False)

    confidentiality = {
        "key_digest": CONFIDENTIAL,
        "data": CONFIDENTIAL,
        "user": INTERNAL,
        "started_at": INTERNAL,
        "seen_at": INTERNAL,
        "ends_at": INTERNAL,
        "agent": INTERNAL,
        "second_factor": INTERNAL,
    }

    class Meta:
        indexes = [models.Index(fields=["ends_at"], name="session_by_end")]
        constraints = [
            models.CheckConstraint(
                condition=Q(seen_at__gte=F("started_at")), name="session_seen_after_its_start"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.agent} ({self.started_at:%Y-%m-%d})"


class Invitation(models.Model):
    """
    A link that was sent to the holder of an account: to take it up, or to get back in.

    Good once, for a time; only the digest of its token is kept. A new one voids the one before.
    """

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="invitations")
    purpose = models.CharField(max_length=10)
    token_digest = models.CharField(max_length=64, unique=True)
    by = models.CharField(max_length=60)
    made_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)
    voided_at = models.DateTimeField(null=True)

    confidentiality = {
        "id": INTERNAL,
        "user": INTERNAL,
        "purpose": INTERNAL,
        "token_digest": CONFIDENTIAL,
        "by": INTERNAL,
        "made_at": INTERNAL,
        "ends_at": INTERNAL,
        "used_at": INTERNAL,
        "voided_at": INTERNAL,
    }

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(purpose__in=[one.value for one in LinkPurpose]),
                name="invitation_purpose_is_known",
            ),
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("made_at")), name="invitation_ends_after_it_was_made"
            ),
            models.UniqueConstraint(
                fields=["user"],
                condition=Q(used_at__isnull=True, voided_at__isnull=True),
                name="invitation_one_open_for_an_account",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.purpose} ({self.made_at:%Y-%m-%d})"


class Allowance(models.Model):
    """
    Failures counted against one allowance: of a browser, an account, a network.

    Whose it is cannot be read here: `key` is a keyed digest.
    """

    key = models.CharField(max_length=64, primary_key=True)
    failures = models.PositiveIntegerField(default=0)
    last_at = models.DateTimeField()

    confidentiality = {"key": CONFIDENTIAL, "failures": INTERNAL, "last_at": INTERNAL}

    class Meta:
        indexes = [models.Index(fields=["last_at"], name="allowance_by_last_failure")]

    def __str__(self) -> str:
        return f"{self.failures}"


class SpentCode(models.Model):
    """A one-time code that was used, kept as a keyed digest until it could not be used anyway."""

    digest = models.CharField(max_length=64, primary_key=True)
    spent_at = models.DateTimeField()

    confidentiality = {"digest": CONFIDENTIAL, "spent_at": INTERNAL}

    class Meta:
        indexes = [models.Index(fields=["spent_at"], name="spent_code_by_moment")]

    def __str__(self) -> str:
        return f"{self.spent_at:%Y-%m-%d}"
