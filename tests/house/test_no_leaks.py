"""What is personal is in clear nowhere: not in what is stored, logged, written, linked or shown."""

from __future__ import annotations

import base64
import json
import logging
import pickle
import traceback
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import quote, quote_plus
from uuid import uuid4

import pytest
from django.apps import apps
from django.core import mail, serializers
from django.db import connections, transaction
from django.urls import reverse

from amparo.access.models import EmergencyRequest, Grant, User
from amparo.core.confidentiality import Confidentiality
from amparo.core.measures import MEASURES
from amparo.docket.procedure import PROCEDURES, Kind
from amparo.public import urls as public
from amparo.registry.actions import load_shipped
from amparo.vault import backups
from amparo.vault.fields import SealedText, open_all
from amparo.vault.models import File
from tests.gate import publish

from . import copies
from .listening import Browser, Log, everything_logged
from .planted import MARK, REPORT, VISIT, Planted, plant
from .traces import ALPHABETS, Secret, found_in, found_in_all, sentence, words
from .wrong import wrongs

PERSONAL, CONFIDENTIAL = Confidentiality.PERSONAL, Confidentiality.CONFIDENTIAL
MODELS = [one for one in apps.get_models(include_auto_created=True) if one._meta.managed]

# The tables of others: how what each text in them holds is classed, and why. What is PERSONAL or
# CONFIDENTIAL here has to be stored by the story, as in tables of ours.
OF_OTHERS: dict[str, Confidentiality] = {
    "contenttypes.ContentType.app_label": Confidentiality.PUBLIC,  # a word of the code
    "contenttypes.ContentType.model": Confidentiality.PUBLIC,  # the same
    "auth.Permission.name": Confidentiality.PUBLIC,  # the same
    "auth.Permission.codename": Confidentiality.PUBLIC,  # the same
    "auth.Group.name": Confidentiality.PUBLIC,  # unused: roles are a table in the code
    # Work that waits: arguments are references, of errors the class alone is kept (jobs/queue.py).
    **{
        f"django_tasks_database.DBTaskResult.{name}": Confidentiality.INTERNAL
        for name in (
            "args_kwargs",
            "backend_name",
            "exception_class_path",
            "queue_name",
            "return_value",
            "status",
            "task_path",
            "traceback",
            "worker_ids",
        )
    },
    "mfa.Authenticator.type": Confidentiality.INTERNAL,  # app, passkey or recovery codes
    # Secrets of apps and recovery codes, sealed; of a passkey the public half, which is no secret.
    "mfa.Authenticator.data": CONFIDENTIAL,
    "socialaccount.SocialAccount.provider": Confidentiality.INTERNAL,  # its number in the settings
    "socialaccount.SocialAccount.uid": PERSONAL,  # who somebody is elsewhere: a keyed digest
    "socialaccount.SocialAccount.extra_data": PERSONAL,  # what the provider says: never kept
}
# Tables of others that stay empty: nobody signs up, no tokens are kept, providers are settings.
EMPTY = {
    "account.EmailAddress",
    "account.EmailConfirmation",
    "socialaccount.SocialApp",
    "socialaccount.SocialToken",
}
EMPTY_MAY_BE = {"auth.Permission", "auth.Group", "contenttypes.ContentType"}


@dataclass(repr=False)
class World:
    """The story once it was told: what was planted, and every copy of what is kept of it."""

    planted: Planted
    log: Log
    stored: dict[str, bytes]
    spoiled: dict[str, bytes]


@pytest.fixture(scope="module")
def world(
    django_db_setup: None, keys: Path, django_db_blocker: Any, tmp_path_factory: Any
) -> Iterator[World]:
    """Everything stored, for good, and copied as somebody would who takes it away."""
    folder = tmp_path_factory.mktemp("copies")
    with django_db_blocker.unblock():
        copies.empty()
        mail.outbox = []
        try:
            load_shipped()
            with everything_logged() as log:
                planted = plant()
                publish()
            stored = _copied(folder)
            yield World(planted, log, stored, _copied_with_one_in_clear(folder, planted))
        finally:
            copies.empty()


def _copied(folder: Path) -> dict[str, bytes]:
    """Return every copy that there is of what is stored, by what it is."""
    found = {f"the file {name}": name.encode() + one for name, one in copies.files_kept().items()}
    backup, _count = backups.back_up(folder / "keys", at=datetime.now(UTC))
    found["a backup of the key store"] = backup.read_bytes()
    for alias in copies.DATABASES:
        found[f"{alias}: every row"] = copies.every_row(alias)
        if copies.is_sqlite(alias):
            found[f"{alias}: the files, before"] = copies.database_files(alias)
            copies.write_back(alias)
            found[f"{alias}: the files, after"] = copies.database_files(alias)
            found[f"{alias}: a backup"] = copies.backup(folder, alias).read_bytes()
        elif dumped := copies.dump(alias):
            found[f"{alias}: a dump"] = dumped
    return found


def _copied_with_one_in_clear(folder: Path, planted: Planted) -> dict[str, bytes]:
    """Return the copies once a secret was stored in clear on purpose, in every database."""
    secret = planted.of("visit.interviewed.account")[0]
    for alias in copies.DATABASES:
        with connections[alias].cursor() as cursor:
            cursor.execute("CREATE TABLE scratch (said text)")
            cursor.execute("INSERT INTO scratch VALUES (%s)", [f"It says {secret.text}, here."])
    try:
        return _copied(folder)
    finally:
        for alias in copies.DATABASES:
            with connections[alias].cursor() as cursor:
                cursor.execute("DROP TABLE scratch")


# That there is something to find, and that it would be found.


def classed(model: type[Any]) -> dict[str, Confidentiality]:
    """Return how each field of a model is classed, by `app.Model.field`."""
    label = model._meta.label
    if hasattr(model, "confidentiality"):
        return {f"{label}.{name}": level for name, level in model.confidentiality.items()}
    return {name: level for name, level in OF_OTHERS.items() if name.startswith(f"{label}.")}


def secret_places() -> list[str]:
    """Return every place that is classed PERSONAL or CONFIDENTIAL, of tables and of acts."""
    fields = [
        name
        for model in MODELS
        for name, level in classed(model).items()
        if level in (PERSONAL, CONFIDENTIAL)
    ]
    acts = [
        f"{procedure.name}.{act.name}.{one.name}"
        for procedure in PROCEDURES.values()
        for act in procedure.acts
        for one in act.fields
        # A choice and a yes are sealed with the rest, but are no text that could be looked for.
        if one.is_sealed and one.kind not in (Kind.CHOICE, Kind.YES_NO)
    ]
    return [*fields, *acts]


def test_every_text_in_tables_of_others_is_classed():
    texts = {
        f"{model._meta.label}.{field.name}"
        for model in MODELS
        if not hasattr(model, "confidentiality") and model._meta.label not in EMPTY
        for field in model._meta.concrete_fields
        if field.get_internal_type() in ("CharField", "TextField", "EmailField", "JSONField")
    }

    assert set(OF_OTHERS) == texts


def test_a_secret_was_stored_in_every_place_that_may_hold_one(world: World):
    places = secret_places()

    assert {"access.User.name", "docket.Act.sealed", "visit.interviewed.person"} <= set(places)
    assert [one for one in places if not world.planted.of(one)] == []


def test_what_was_stored_is_there(world: World):
    """Rows in every table with secrets; and sealed texts that open to the very secrets."""
    for model in MODELS:
        label = model._meta.label
        if label in EMPTY:
            assert not model._default_manager.exists(), label
        elif PERSONAL in classed(model).values() or CONFIDENTIAL in classed(model).values():
            assert model._default_manager.exists(), label
        for field in model._meta.concrete_fields:
            if isinstance(field, SealedText):
                opened = {getattr(one, field.name) for one in model._default_manager.all()}
                of_field = world.planted.of(f"{label}.{field.name}")
                assert [one for one in of_field if not any(_in(one, t) for t in opened)] == []


def _in(secret: Secret, text: str | None) -> bool:
    return str(secret.text).replace(", ", ",") in (text or "")


def test_the_search_finds_what_is_public_and_what_is_stored_in_clear(world: World):
    databases = [name for name in world.stored if not name.startswith(("the file", "a backup"))]
    secret = world.planted.of("visit.interviewed.account")[0]

    assert len(databases) >= 3
    assert found_in_all({name: world.spoiled[name] for name in databases}, [secret]) == {
        name: ["visit.interviewed.account"] for name in databases
    }
    marked = [name for name, one in world.stored.items() if MARK.encode() in one]
    # The address of a press release: it is public, and out.
    assert marked == [name for name in databases if not name.startswith(("keys", "followers"))]


@pytest.mark.parametrize("alphabet", ALPHABETS)
def test_the_search_finds_every_form(alphabet: str):
    text = f"It says {sentence('here')}, and more."
    one = next(
        word for word, name in zip(words("here"), ALPHABETS, strict=True) if name == alphabet
    )
    secret = [Secret("here", one)]

    for written in (
        text.encode(),
        text.encode("utf-16"),
        text.encode().hex().encode(),
        json.dumps({"said": text}).encode(),
        quote(text).encode(),
        quote_plus(text).encode(),
        base64.b64encode(text.encode()),
        base64.b64encode(b"." + text.encode()),
        base64.urlsafe_b64encode(b".." + text.encode()),
    ):
        assert found_in(written, secret) == ["here"], written
    assert found_in(text.encode(), [Secret("elsewhere", w) for w in words("elsewhere")]) == []


# What is stored.


def test_no_secret_is_in_anything_that_is_stored(world: World):
    kinds = {name.split(" ")[0] for name in world.stored}

    assert kinds == {"the", "a", "default:", "keys:", "public:", "followers:"}
    assert len([name for name in world.stored if name.startswith("the file")]) >= 6
    assert found_in_all(world.stored, world.planted.secrets) == {}


def test_the_databases_were_sent_no_secret(world: World):
    """Statements are logged by many a database server; these are all that were sent."""
    statements = [one for one in world.log.lines if one.startswith("django.db.backends DEBUG")]

    assert len(statements) > 500
    assert any(MARK in one for one in statements)
    assert found_in("\n".join(statements).encode(), world.planted.secrets) == []


# What is said meanwhile.


def test_no_secret_is_in_the_log(world: World):
    log = world.log.bytes

    for said in (b"Not Found: /no/such/page/", b"broken on purpose", b"Invalid HTTP_HOST header"):
        assert said in log
    assert found_in(log, _logged(world.planted)) == []


def _logged(planted: Planted) -> list[Secret]:
    # A link that was sent is an address; it is used up by the request whose line names it.
    return planted.but("access.Invitation.token_digest")


def test_letters_name_nobody_but_on_the_envelope(world: World):
    links = "access.Invitation.token_digest"
    letters = {f"{n}: {to}": body for n, (to, body) in enumerate(world.planted.letters)}

    assert len(letters) >= 3
    assert sum(found_in(body, world.planted.of(links)) != [] for body in letters.values()) >= 2
    assert found_in_all(letters, world.planted.but(links)) == {}
    addressed = "\n".join(letters).encode()
    assert found_in(addressed, world.planted.but("access.User.email", "access.User.sign_in")) == []


@pytest.mark.once
def test_error_pages_repeat_nothing(world: World):
    browsers = world.planted.browsers

    for status in (400, 403, 404, 500):
        answered = [one for b in browsers.values() for one in b.answers if one[0] == status]
        assert answered, status
    for status in (403, 404, 500):
        pages = {name: one.bodies(status) for name, one in browsers.items()}
        assert found_in_all(pages, world.planted.secrets) == {}
    # A form that is wrong is shown again to who filled it in, with what they typed, and no more.
    refused = {name: one.bodies(400) for name, one in browsers.items()}
    typed = ("typed", "refused file")
    assert found_in_all(refused, world.planted.but(*typed, *MAY_READ["registrar"])) == {}
    assert found_in(browsers["nobody"].bodies(400), world.planted.secrets) == []


def test_no_secret_is_in_an_address(world: World):
    told = {name: "\n".join(one.addresses).encode() for name, one in world.planted.browsers.items()}

    assert b"/desk/" in told["registrar"]
    assert found_in_all(told, world.planted.secrets) == {}


def test_the_trail_and_its_exports_name_nobody(world: World):
    emil = Browser(world.planted.browsers["emil"])
    emil.get("/desk/trail/", {"about": VISIT})
    for form in ("csv", "jsonl"):
        assert emil.post("/desk/trail/export/", {"form": form}).status_code == 200
    said = dict(zip(("the page", "csv", "jsonl"), (one[2] for one in emil.answers), strict=True))

    assert all(VISIT.encode() in one for one in said.values())
    assert said["csv"].count(b"\n") > 50
    assert found_in_all(said, world.planted.secrets) == {}


# What each may see. The places, by the beginning of their names, whose secrets a role may read.

_ACCOUNTS = tuple(f"access.User.{one}" for one in ("name", "email", "sign_in", "nationalities"))
_SHARED = ("visit.debriefed", "visit_report.")
_CONFIDENTIAL = (
    *_SHARED,
    "visit.prepared",
    "visit.interviewed.where",
    "visit.interviewed.account",
    "docket.Matter.sealed",  # the same, once more
    "docket.Act.sealed",
    "vault.File.name",
    "file content",
)
_OF_A_PERSON = ("vault.File.name of a person", "file content of a person")
MAY_READ: dict[str, tuple[str, ...]] = {
    "nobody": (),
    "statistician": (),
    "chidi": _SHARED,
    "publisher": _CONFIDENTIAL,
    "emil": ("access.EmergencyRequest.reason",),
    "dora": _ACCOUNTS,
    "registrar": (
        *_CONFIDENTIAL,
        "docket.Note.text",
        "access.Grant.reason",
        "access.EmergencyRequest.reason",
        "access.User.name",
    ),
}


@pytest.mark.once
@pytest.mark.parametrize("name", MAY_READ)
def test_pages_show_what_the_role_may_read_and_nothing_else(world: World, name: str):
    may_read = MAY_READ[name]
    pages = _walked(world, name)
    everything = b"\n".join(pages.values())

    hidden = [*world.planted.but(*may_read), *world.planted.of(*_OF_A_PERSON)]
    assert MARK.encode() in everything or not _sees_matters(name)
    assert (found_in(everything, world.planted.of(*may_read)) != []) is bool(may_read)
    assert found_in_all(pages, hidden) == {}


def _sees_matters(name: str) -> bool:
    return name not in ("emil", "dora")


def _public_paths() -> list[str]:
    """Return an address of every public page and of its data."""
    about = {
        "file": uuid4(),
        "iso3": "MOZ",
        "code": "OPCAT",
        "year": 2024,
        "form": "json",
        "reference": VISIT,
        "token": "x" * 43,
        "language": "en",
        "eid": "para_1",
        "point": "para_1",
        "facet": "state",
        "key": 1,
        "table": "docket_act",
    }
    found = []
    for one in public.urlpatterns:
        for measure in (name for name in MEASURES if name.startswith("visits.")):
            choices = {**about, "name": measure}
            wanted = {name: choices[name] for name in one.pattern.converters}
            found.append(reverse(f"public:{one.name}", kwargs=wanted))
    return sorted(set(found))


def _walked(world: World, name: str) -> dict[str, bytes]:
    """Return every answer to somebody who opens each link that they are shown."""
    browser = Browser(world.planted.browsers[name])
    waiting = [
        *(_public_paths() if name == "nobody" else ()),
        *("/health/live", "/health/ready", "/metrics"),
        "/desk/",
        "/mission/",
        "/mission/matters/",
        "/account/",
        f"/dockets/{VISIT}/",
        f"/dockets/{REPORT}.json",
        "/states/MOZ/",
    ]
    waiting += [
        f"/desk/{room}/{VISIT}/" for room in ("matters", "files", "team", "disposal", "notes")
    ]
    waiting += [f"/desk/{room}/{REPORT}/" for room in ("matters", "files", "team")]
    waiting += [f"/mission/matters/{one}/" for one in (VISIT, REPORT)]
    waiting += ["/desk/people/", "/desk/trail/", "/desk/trail/emergencies/", "/desk/emergency/"]
    waiting += [f"/desk/people/{one.code}/" for one in world.planted.people.values()]
    answers: dict[str, bytes] = {}
    while waiting:
        path = waiting.pop(0)
        if path in answers:
            continue
        answer = browser.get(path)
        assert answer.status_code in (200, 302, 400, 404, 405, 503), path
        answers[path] = browser.answers[-1][2]
        waiting += [
            one
            for one in browser.addresses
            if one.startswith(("/desk/", "/mission/", "/account/", "/dockets/"))
            and one not in answers
        ]
        browser.addresses.clear()
    return answers


# What an error says of what it was given.


def test_no_error_says_what_it_was_given(world: World):
    said = {}
    with everything_logged() as log:
        for name, goes_wrong in wrongs(world.planted).items():
            with pytest.raises(Exception) as caught, transaction.atomic():  # noqa: PT011
                goes_wrong()
            said[name] = _said_by(caught.value)
            logging.getLogger("house").error("%s", name, exc_info=caught.value)

    assert found_in_all(said, world.planted.secrets) == {}
    assert b"house ERROR sealed elsewhere" in log.bytes
    assert found_in(log.bytes, world.planted.secrets) == []


def _said_by(error: BaseException) -> bytes:
    """Return all that an error says, and those that are shown with it."""
    told: list[str] = []
    while error is not None:
        told += ["".join(traceback.format_exception(error)), repr(error), repr(error.args)]
        told.append(repr(vars(error)))
        hidden = None if error.__suppress_context__ else error.__context__
        error = error.__cause__ or hidden  # type: ignore[assignment]
    return "\n".join(told).encode("utf-8", "backslashreplace")


def test_no_row_shows_what_is_sealed_in_it(world: World):
    """Printed, copied, pickled, written as JSON or asked for by columns, opened or not."""
    rows = [row for model in (User, Grant, EmergencyRequest, File) for row in model.objects.all()]
    open_all(rows)

    shown = {
        f"{row._meta.label} {how}": show
        for row in rows
        for how, show in {
            "printed": f"{row} {row!r} {vars(row)!r}".encode(),
            "pickled": pickle.dumps(row),
            "as JSON": serializers.serialize("json", [row]).encode(),
            "as columns": repr(list(type(row).objects.filter(pk=row.pk).values())).encode(),
        }.items()
    }
    assert len(rows) > 12
    assert found_in_all(shown, world.planted.secrets) == {}
