"""Where one is signed in, and ending it elsewhere."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect, render

from amparo.access.accounts import signed_in
from amparo.entrance.doors import AccountRequest, open_to_account


@open_to_account
def sessions(request: AccountRequest) -> HttpResponse:
    """List the browsers that are signed in; end one of them, or all the others."""
    if request.method == "POST":
        if "others" in request.POST:
            signed_in.revoke_others(request.user, request)
        else:
            signed_in.revoke(request.user, request.POST.get("mark", ""))
        return redirect("entrance:sessions")
    page = {"sessions": signed_in.sessions_of(request.user, request)}
    return render(request, "entrance/sessions.html", page)
