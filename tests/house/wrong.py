"""What can go wrong with a secret at hand, in each way that a program or a person gets it wrong."""

from __future__ import annotations

import json
import uuid
from collections.abc import Callable
from typing import Any

from django.utils import timezone

from amparo.access.accounts.opening import make_account
from amparo.access.models import Grant, User
from amparo.audit.actions import record
from amparo.docket import actions, events, sealing
from amparo.docket.models import Act, Matter
from amparo.vault import keystore
from amparo.vault.files import store
from amparo.visits.procedures import visit
from tests.people import acting

from .planted import VISIT, Planted
from .traces import sentence


def wrongs(planted: Planted) -> dict[str, Callable[[], object]]:
    """Return what goes wrong with a secret at hand, by what it is."""
    someone = User.objects.get(pk=planted.invited)
    text, long = sentence("access.User.name"), sentence("access.User.name") * 4
    address = str(planted.of("access.User.sign_in")[0].text)
    matter = Matter.objects.get(reference=VISIT)
    act = Act.objects.filter(matter=matter, sealed__isnull=False).first()
    assert act is not None
    at = timezone.now()

    def account(**changed: object) -> User:
        made = User(
            id=uuid.uuid4(),
            code="P-AAAAA2",
            sign_in="2",
            state="invited",
            made_at=at,
            closed_at=None,
        )
        made.email, made.name, made.nationalities = address, text, "KEN"
        for name, value in changed.items():
            setattr(made, name, value)
        return made

    def grant(**changed: object) -> Grant:
        wrong: dict[str, Any] = {"role": "rapporteur", "kind": "named", "until": at, **changed}
        return Grant(
            matter=matter, user=someone, reason=text, since=at, given_by="installation", **wrong
        )

    return {
        "an address taken": lambda: make_account(email=address, name=text),
        "a name too long": lambda: make_account(email="b@example.org", name=long),
        "no address": lambda: make_account(email=text, name=text),
        "a nationality that is none": lambda: make_account(
            email="b@example.org", name=text, nationalities=(text,)
        ),
        "a sign-in taken": lambda: account(sign_in=someone.sign_in).save(),
        "a code taken": lambda: account(code=someone.code).save(),
        "a code too long": lambda: account(code="P" * 13).full_clean(),
        "a state that is none": lambda: account(state="elsewhere").save(),
        "a sealed name too long": lambda: account(name=long).save(),
        "a sealed name too long, checked": lambda: account(name=long).full_clean(),
        "a name that is no text": lambda: account(name=[text]),
        "a grant of no kind": lambda: grant(kind="none").save(),
        "a grant of no role": lambda: grant(role="none").save(),
        "a grant without an end": lambda: grant(until=None).save(),
        "a name looked for": lambda: User.objects.filter(name=text).first(),
        "a name looked for in part": lambda: User.objects.filter(name__contains=text).first(),
        "a name set for all": lambda: User.objects.update(name=text),
        "a person who is no list": lambda: visit.INTERVIEWED(person=text, account=text),
        "an account that is a list": lambda: visit.INTERVIEWED(account=[text]),
        "States that are none": lambda: visit.PREPARED(nationalities=[text, text]),
        "an act out of turn": lambda: actions.enter(
            matter,
            visit.PREPARED(nationalities=["KEN", "UGA"], places=[text]),
            on=at.date(),
            by=acting(planted.people["registrar"]),
        ),
        "an act of somebody who may not": lambda: actions.enter(
            matter,
            visit.INTERVIEWED(account=text),
            on=at.date(),
            by=acting(planted.people["statistician"]),
        ),
        "a line with a name": lambda: record(events.FILE_ADDED, by=text, about=text, file=text),
        "a line with an unknown detail": lambda: record(events.FILE_ADDED, by="test", level=text),
        "a file of no kind": lambda: store.keep(
            matter.key, f"{text}.xyz", text.encode(), by="test", at=at
        ),
        "a file that is not what it says": lambda: store.keep(
            matter.key, f"{text}.pdf", text.encode(), by="test", at=at
        ),
        "a name that is no JSON": lambda: json.dumps(account()),
        "sealed elsewhere": lambda: sealing.open_act(
            keystore.key_of(matter.key), matter.key, act.number + 1, bytes(act.sealed)
        ),
    }
