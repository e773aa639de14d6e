"""The files of a matter: listed, added, saved."""

from __future__ import annotations

from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from amparo.access.doors import actor_for, requires
from amparo.access.permissions import Permission
from amparo.access.refusing import Said, said
from amparo.core.errors import Refused
from amparo.desk.docket.forms import LEVEL_WORDS, FileForm
from amparo.desk.pages import show
from amparo.docket import attachments, reading
from amparo.vault.files.downloading import as_download
from amparo.vault.files.uploading import check_upload


@requires(Permission.FILES_READ, Permission.FILES_ADD)
def files(request: HttpRequest, reference: str) -> HttpResponse:
    """List the files of a matter that the reader may read, and take another one in."""
    actor, at = actor_for(request), timezone.now()
    matter, reader = reading.matter_for(actor, reference, at)
    form, refused = FileForm(), None
    if request.method == "POST":
        form, refused = _add(request, reference)
        if refused is None and form.is_valid():
            return redirect("desk:docket:files", reference)
    return show(
        request,
        "desk/docket/files.html",
        400 if request.method == "POST" else 200,
        reference=reference,
        files=attachments.attached(actor, reference, at=at),
        form=form,
        refused=refused,
        may_add=matter.disposed_on is None and reader.may(Permission.FILES_ADD),
        disposed_on=matter.disposed_on,
        limit=settings.FILE_LIMIT_MB,
        levels=LEVEL_WORDS,
    )


def _add(request: HttpRequest, reference: str) -> tuple[FileForm, Said | None]:
    """Take in the file that was sent; return the form as it is to be shown, and what was refused."""
    try:
        # Before anything else is read: of what is too large, the rest stays on the line.
        check_upload(request)
        form = FileForm(request.POST, request.FILES)
        if form.is_valid():
            sent = form.cleaned_data["file"]
            attachments.attach(
                reference,
                sent.name,
                sent.read(),
                level=form.cleaned_data["level"],
                by=actor_for(request),
                at=timezone.now(),
            )
    except Refused as refusal:
        refused = said(request, refusal, Permission.FILES_ADD, about=reference)
        return FileForm(initial=request.POST.dict()), refused
    return form, None


@requires(Permission.FILES_READ)
def file(request: HttpRequest, file: UUID, reference: str) -> StreamingHttpResponse:
    """Send a file of a matter to be saved."""
    found = attachments.file_for(actor_for(request), reference, file, at=timezone.now())
    return as_download(found)
