"""Finding an account by what was typed, and checking its password: as much work for nobody's."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.backends import BaseBackend
from django.contrib.auth.hashers import check_password
from django.db.models import UUIDField
from django.http import HttpRequest

from amparo.access.models import AccountState, User
from amparo.core.questions import Question, given

from .digests import sign_in_of
from .passwords import LONGEST, nobodys

# Asked anew by every request: an account that was closed is closed for the next one.
_ACTIVE = Question(
    lambda: User.objects.filter(pk=given("key", UUIDField()), state=AccountState.ACTIVE)
)


class SealedAccountsBackend(BaseBackend):
    """Signs in by e-mail address, of which only a keyed digest is stored."""

    def authenticate(
        self,
        request: HttpRequest | None,
        username: str = "",
        password: str = "",
        **_others: Any,
    ) -> User | None:
        """
        Return the active account with this address and this password.

        One account is asked for and one password is verified, whether or not there is such an
        account, it is open, or it has a password.
        """
        if not password or len(password) > LONGEST or "\0" in username + password:
            return None
        user = User.objects.filter(sign_in=sign_in_of(username)).first()
        has_one = user is not None and user.is_active and user.has_usable_password()
        against = user.password if user is not None and has_one else nobodys()
        right = check_password(password, against)
        return user if has_one and right else None

    def get_user(self, user_id: Any) -> User | None:
        """Return an account by its key, as long as it is active."""
        return _ACTIVE.first(key=user_id)
