"""What was sent from a form of acts, and what became of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext as _

from amparo.access.actions import record_refusal
from amparo.access.doors import actor_for
from amparo.access.permissions import Permission
from amparo.core import wording
from amparo.core.errors import Refused
from amparo.docket.actions import EnteredAlready, EnteredMeanwhile
from amparo.docket.reading import SeenAct
from amparo.vault.files.uploading import check_upload

LOOK_AGAIN = "look_again"  # sent by a page that says: show the form once more before anything
OLD_PAGE = "sent_from_an_old_page"  # set on a request whose mark against forged forms is stale
Done = TypeVar("Done")


@dataclass(slots=True)
class Sent:
    """
    A form as it was sent, or nothing yet.

    `is_old` says that the page it was sent from is too old to be believed: it is shown again and
    nothing is entered. `refused` is why what was asked was not done.
    """

    data: Any = None
    files: Any = None
    is_old: bool = False
    refused: Refused | None = None

    @classmethod
    def of(cls, request: HttpRequest) -> Sent:
        """Return what a request brings; of files that are too large, only that they are."""
        if request.method != "POST":
            return cls()
        is_old = getattr(request, OLD_PAGE, False) or LOOK_AGAIN in request.POST
        try:
            check_upload(request)
        except Refused as refusal:
            return cls(request.POST, {}, is_old, refusal)
        return cls(request.POST, request.FILES, is_old)

    def attempt(self, form: forms.Form, work: Callable[[dict[str, Any]], Done]) -> Done | None:
        """Return what the work returns for what was typed; None if it was not asked for or refused."""
        if self.data is None or self.is_old or self.refused is not None or not form.is_valid():
            return None
        try:
            return work(form.cleaned_data)
        except Refused as refusal:
            self.refused = refusal
            return None

    @property
    def status(self) -> int:
        """The status of the page that shows the form."""
        if isinstance(self.refused, EnteredMeanwhile):
            return 409
        return 200 if self.data is None or self.is_old else 400


@dataclass(frozen=True, slots=True)
class Told:
    """A refusal in the reader's language, its rule, and the act that the page can lead to."""

    sentence: str
    rule: str
    leads_to: int | None = None


def told(request: HttpRequest, refusal: Refused, about: str) -> Told:
    """Return what a page says of a refusal, and leave a line of it."""
    match = request.resolver_match
    door = match.view_name if match else ""
    record_refusal(actor_for(request), door, about=about, permission=Permission.ACTS_ENTER)
    match refusal:
        case EnteredMeanwhile(acts=acts):
            said = "; ".join(_in_words(one) for one in acts)
            return Told(_(refusal.message).format(acts=said), "", acts[0].number)
        case EnteredAlready(number=number):
            return Told(refusal.said(_), "", number)
    return Told(refusal.said(_), refusal.rule)


def _in_words(act: SeenAct) -> str:
    words = {
        "number": act.number,
        "act": _(act.title),
        "day": wording.day(act.entered_at),
        "time": f"{act.entered_at:%H:%M}",
        "who": act.by,
    }
    if not act.by:
        return _("act %(number)s, “%(act)s”, on %(day)s at %(time)s UTC") % words
    return _("act %(number)s, “%(act)s”, on %(day)s at %(time)s UTC by %(who)s") % words
