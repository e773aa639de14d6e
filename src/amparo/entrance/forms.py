"""What is typed at the entrance: shape and length, and nothing decided."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.utils.translation import gettext_lazy as _

from amparo.access.accounts.passwords import LONGEST

if TYPE_CHECKING:
    from amparo.access.models import User

_LONGEST_ADDRESS = 254


class PasswordField(forms.CharField):
    """A password as it was typed: spaces at its ends are part of it."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(strip=False, max_length=LONGEST, **kwargs)


class SignInForm(forms.Form):
    """Address and password."""

    email = forms.CharField(label=_("E-mail address"), max_length=_LONGEST_ADDRESS)
    password = PasswordField(label=_("Password"))


class CodeForm(forms.Form):
    """A code of the app, or a recovery code."""

    code = forms.CharField(label=_("Code"), max_length=40)


class AddressForm(forms.Form):
    """An address to send a link to."""

    email = forms.EmailField(label=_("E-mail address"), max_length=_LONGEST_ADDRESS)


class CurrentPasswordForm(forms.Form):
    """The password, once more."""

    password = PasswordField(label=_("Password"))


class NewPasswordForm(forms.Form):
    """A new password, checked against what a password has to be."""

    new_password = PasswordField(label=_("New password"))

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user

    def clean_new_password(self) -> str:
        """Raise unless it is long enough, not common, and not one's own name."""
        password: str = self.cleaned_data["new_password"]
        validate_password(password, self.user)
        return password


class ChangePasswordForm(NewPasswordForm):
    """The password of before and the new one."""

    password = PasswordField(label=_("The password you have now"))
    field_order = ["password", "new_password"]


class LanguageForm(forms.Form):
    """The language of pages and letters."""

    language = forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES)


class LettersForm(forms.Form):
    """Whether letters come that say there is something to see."""

    letters = forms.ChoiceField(choices=[("yes", _("yes")), ("no", _("no"))])
