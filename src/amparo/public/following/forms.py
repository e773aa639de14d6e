"""What is typed to follow something: shape and length, and nothing decided."""

from __future__ import annotations

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from amparo.following.enums import Channel, Often
from amparo.following.words import CHANNELS, OFTEN

_LONGEST_ADDRESS = 254
_LONGEST_ENDPOINT = 500


class AddressForm(forms.Form):
    """An address to send a letter to."""

    address = forms.EmailField(label=_("E-mail address"), max_length=_LONGEST_ADDRESS)


class FollowForm(AddressForm):
    """How somebody wants to be told."""

    often = forms.ChoiceField(
        label=_("How often"), choices=[(one.value, _(words)) for one, words in OFTEN.items()]
    )
    language = forms.ChoiceField(label=_("In which language"), choices=settings.LANGUAGES)
    channel = forms.ChoiceField(
        label=_("How"),
        choices=[(one.value, _(words)) for one, words in CHANNELS.items()],
        required=False,
    )
    endpoint = forms.CharField(
        label=_("Address of your server (for a webhook)"),
        max_length=_LONGEST_ENDPOINT,
        required=False,
    )

    def chosen_channel(self) -> Channel:
        """Return by what somebody wants to be told; by letter, unless they say otherwise."""
        return Channel(self.cleaned_data.get("channel") or Channel.LETTER)

    def chosen_often(self) -> Often:
        """Return how often somebody wants to be told."""
        return Often(self.cleaned_data["often"])
