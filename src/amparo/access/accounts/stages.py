"""What comes between the first proof and the open door: the second factor."""

from __future__ import annotations

from allauth.account.internal.flows.login import get_authentication_records
from allauth.mfa.stages import AuthenticateStage
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from .second_factor import has_second_factor
from .sessions import used_second_factor


class SecondFactorStage(AuthenticateStage):
    """allauth's stage, with our page, and our word on who has proved enough already."""

    urlname = "entrance:second_factor"

    def handle(self) -> tuple[HttpResponse | None, bool]:
        """Send whoever has a second factor, and has not shown it, to show it."""
        if self._should_handle(self.request):
            self.state["authentication_required"] = True
            return redirect(self.urlname), True
        return None, True

    def _should_handle(self, request: HttpRequest) -> bool:
        user = self.login.user
        if user is None or not has_second_factor(user):
            return False
        return not used_second_factor(get_authentication_records(request, user))
