"""
Secrets stored in every place that may hold one, through the pages and the functions that people use.

`plant` tells one long story and returns what was stored where; what it is told by name of a place
is what the tests hold against the `confidentiality` tables.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from unittest.mock import patch
from urllib.parse import urlsplit
from uuid import UUID

from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client, override_settings
from django.utils import timezone

from amparo.access.accounts import inviting, second_factor
from amparo.access.models import User
from amparo.access.permissions import Actor, Post, Role
from amparo.docket import actions
from amparo.docket.attachments import attach
from amparo.docket.models import Matter
from amparo.following import opening, receiving, telling
from amparo.following.enums import TicketKind
from amparo.following.models import Following
from amparo.vault import keystore
from amparo.vault.masters import masters
from amparo.visits.procedures import report, visit
from tests.access.accounts.identity import CLIENT, SECRET, IdentityProvider
from tests.accounts import code_now
from tests.people import acting, browser_of, make_person
from tests.vault.files import made

from .listening import Browser
from .traces import Secret, sentence, word, words

VISIT, REPORT = "SPT/VISIT/MOZ/2024", "SPT/REPORT/MOZ/2024/STATE"
# Public, and in clear: what the search must find.
MARK = "https://example.org/press/qmvzkwpytrn"
# States that are none: no word of three letters is rare enough, but these in a row are.
STATES = ("QJX", "XQJ", "ZQK", "QZJ")
APP = "KZQXOVBWJ2Y5GUTHPDRMNFLSEAIC3746"


@dataclass(repr=False)
class Planted:
    """What was stored, by place, and who went about."""

    secrets: list[Secret] = field(default_factory=list)
    browsers: dict[str, Browser] = field(default_factory=dict)
    people: dict[str, User] = field(default_factory=dict)
    invited: object = None
    letters: list[tuple[str, bytes]] = field(default_factory=list)

    def add(self, place: str, *texts: str | bytes) -> None:
        """Remember secrets of a place, each once."""
        added = [Secret(place, one) for one in texts]
        self.secrets += [one for one in added if one not in self.secrets]

    def said(self, place: str) -> str:
        """Return a text full of secrets for a place, and remember them."""
        self.add(place, *words(place))
        return sentence(place)

    def of(self, *places: str) -> list[Secret]:
        """Return the secrets of places, by the beginning of their names."""
        return [one for one in self.secrets if one.place.startswith(places)]

    def but(self, *places: str) -> list[Secret]:
        """Return all secrets but those of places, by the beginning of their names."""
        return [one for one in self.secrets if not one.place.startswith(places)]


def plant() -> Planted:
    """Store everything; whoever calls this captures what is said meanwhile."""
    planted = Planted()
    _people(planted)
    someone = _invite(planted)
    _sign_in(planted, someone)
    _through_a_provider(planted)
    _visit(planted)
    _report(planted)
    _files(planted)
    _accesses(planted)
    _notes(planted)
    _searches(planted)
    _refusals(planted)
    _faults(planted)
    _followers(planted)
    for holder in keystore.holders():
        planted.add("vault.WrappedKey.wrapped", keystore.key_of(holder))
    planted.add("vault.WrappedKey.wrapped", masters().current.key)
    planted.letters = [("".join(one.to), _letter(one)) for one in mail.outbox]
    return planted


def _people(planted: Planted) -> None:
    posts = {
        "dora": Role.ADMINISTRATOR,
        "emil": Role.AUDITOR,
        "registrar": Role.REGISTRAR,
        "secretary": Role.SECRETARIAT,
        "keeper": Role.CUSTODIAN_OF_IDENTITIES,
        "statistician": Role.STATISTICIAN,
        "publisher": Role.PUBLISHER,
        "bruno": Role.MEMBER,
        "chidi": Post(Role.STATE_FOCAL_POINT, state="MOZ"),
    }
    for name, post in posts.items():
        nationalities = ("KEN",) if post in (Role.MEMBER, Role.PUBLISHER) else ()
        user = make_person(name, post, nationalities=nationalities)
        planted.people[name] = user
        planted.browsers[name] = Browser(browser_of(user))
    planted.browsers["nobody"] = Browser()


def _invite(planted: Planted) -> User:
    """Invite somebody on the page for it, and note their nationalities."""
    address = f"{word('access.User.email')}@{word('access.User.email', 'accents')}.example"
    planted.add("access.User.email", *address.removesuffix(".example").split("@"))
    planted.add("access.User.sign_in", address)
    invited = planted.browsers["dora"].post(
        "/desk/people/invite/",
        {"email": address, "name": planted.said("access.User.name"), "language": "en"},
    )
    assert invited.status_code == 302, invited.content.decode()
    someone = User.objects.latest("made_at")
    planted.invited = someone.pk
    dora = acting(planted.people["dora"])
    inviting.note_nationalities(someone, STATES, by=dora, at=timezone.now())
    planted.add("access.User.nationalities", *(glue.join(sorted(STATES)) for glue in (",", ", ")))
    return someone


def _sign_in(planted: Planted, someone: User) -> None:
    """Take up the invitation, set up a second factor, ask for a way back, fail to sign in."""
    browser = planted.browsers["someone"] = Browser()
    _follow(planted, browser)
    password = planted.said("access.User.password")
    assert browser.post("/invitation/", {"new_password": password}).status_code == 302
    assert second_factor.add_app(someone, APP, code_now(APP, steps=-1))
    codes = second_factor.new_recovery_codes(someone)
    bare = (one.replace("-", "") for one in codes)
    planted.add("mfa.Authenticator.data", APP, *codes, *bare)
    planted.add("access.SpentCode.digest", APP)
    session = browser.session
    session["note"] = planted.said("access.Session.data")
    session.save()
    planted.add("access.Session.key_digest", session.session_key)

    stranger = planted.browsers["nobody"]
    asked = f"{word('access.Allowance.key')}@example.org"
    planted.add("access.Allowance.key", word("access.Allowance.key"))
    for address in (asked, planted.of("access.User.sign_in")[0].text):
        wrong = {"email": address, "password": planted.said("typed password")}
        assert stranger.post("/sign-in/", wrong).status_code == 200
        assert stranger.post("/sign-in/help/", {"email": address}).status_code == 200
    assert "someone" in planted.browsers
    _follow(planted, Browser())
    right = {"email": planted.of("access.User.sign_in")[0].text, "password": password}
    assert stranger.post("/sign-in/", right).status_code == 302
    assert stranger.post("/sign-in/second-factor/", {"code": codes[0]}).status_code == 302
    assert stranger.post("/sign-out/").status_code == 302


def _follow(planted: Planted, browser: Browser) -> None:
    """Open the link in the last letter, as its reader does."""
    (link,) = re.findall(r"https?://\S+", str(mail.outbox[-1].body))
    planted.add("access.Invitation.token_digest", link.rpartition("/invitation/")[2].strip("/"))
    assert browser.get(urlsplit(link).path).status_code == 302
    assert browser.get("/invitation/").status_code == 200


def _through_a_provider(planted: Planted) -> None:
    provider = IdentityProvider()
    offered = {"id": "provider1", "issuer": provider.issuer, "client_id": CLIENT, "secret": SECRET}
    provider.claims = {
        "sub": planted.said("socialaccount.SocialAccount.uid"),
        "name": planted.said("socialaccount.SocialAccount.extra_data"),
        "email": planted.of("access.User.sign_in")[0].text,
        "email_verified": True,
    }
    browser = Browser()
    with override_settings(OIDC_PROVIDERS=[{**offered, "name": "A", "second_factor": []}]):
        gone = browser.get("/sign-in/with/provider1/")
        back = browser.get(provider.authorize(gone["Location"]))
    provider.server.shutdown()
    provider.server.server_close()
    assert back.status_code == 302


def _visit(planted: Planted) -> None:
    by, at = acting(planted.people["registrar"]), timezone.now()
    matter = actions.open_docket(
        visit.VISIT,
        VISIT,
        visit.PROGRAMMED(state="MOZ", year=2024),
        on=date(2024, 1, 10),
        by=by,
        at=at,
    )
    said = planted.said
    planted.add("visit.prepared.nationalities", '","'.join(STATES), ", ".join(STATES))
    planted.add("visit.prepared.nominated_by", '","'.join(STATES[::-1]), ", ".join(STATES[::-1]))
    steps = [
        visit.PREPARED(
            nationalities=list(STATES),
            nominated_by=list(STATES[::-1]),
            places=[said("visit.prepared.places")],
        ),
        visit.BEGUN(),
        visit.INTERVIEWED(
            person=[said("visit.interviewed.person")],
            where=said("visit.interviewed.where"),
            account=said("visit.interviewed.account"),
            may_be_named=False,
        ),
        visit.DEBRIEFED(observations=said("visit.debriefed.observations")),
        visit.CONDUCTED(first_day=date(2024, 3, 1), last_day=date(2024, 3, 5)),
        visit.PRESS_RELEASED(address=MARK),
    ]
    for step, content in enumerate(steps):
        actions.enter(matter, content, on=date(2024, 3, 5 + step), by=by, at=at)
    again = visit.PRESS_RELEASED(address=MARK)
    reason = said("docket.Act.sealed")
    actions.enter(matter, again, on=date(2024, 3, 11), by=by, at=at, rectifies=7, reason=reason)
    planted.add("docket.Matter.sealed", *words("visit.interviewed.account"))
    planted.add("vault.BlindEntry.digest", *words("visit.interviewed.person"))


def _report(planted: Planted) -> None:
    by, at = acting(planted.people["registrar"]), timezone.now()
    sent = report.TRANSMITTED(state="MOZ", recipient="state", visit=VISIT)
    matter = actions.open_docket(report.REPORT, REPORT, sent, on=date(2024, 9, 1), by=by, at=at)
    for on, content in (
        (
            date(2025, 2, 1),
            report.REPLY_RECEIVED(content=planted.said("visit_report.reply_received.content")),
        ),
        (
            date(2025, 5, 1),
            report.DIALOGUE_HELD(content=planted.said("visit_report.dialogue_held.content")),
        ),
        (
            date(2025, 6, 1),
            report.PUBLICATION_REQUESTED(report_requested=True, letter=_letter_in(planted, by)),
        ),
    ):
        actions.enter(matter, content, on=on, by=by, at=at)


def _letter_in(planted: Planted, by: Actor) -> UUID:
    """Add a letter to the report, and return its number."""
    letter = planted.said("visit_report.publication_requested.letter").encode()
    return attach(REPORT, "letter.txt", letter, by=by, at=timezone.now()).pk


def _files(planted: Planted) -> None:
    """Add files of every kind on the page for it, and some that are refused."""
    registrar = planted.browsers["registrar"]
    planted.add("file metadata", made.SECRET)
    taken = {
        f"{planted.said('vault.File.name')}.txt": (
            planted.said("file content").encode(),
            "confidential",
        ),
        f"{planted.said('vault.File.name of a person')}.txt": (
            planted.said("file content of a person").encode(),
            "personal",
        ),
        "a.jpeg": (made.jpeg(), "confidential"),
        "b.png": (made.png(), "confidential"),
        "c.docx": (made.word(), "confidential"),
        "d.pdf": (made.pdf(), "confidential"),
    }
    for name, (content, level) in taken.items():
        sent = {"file": SimpleUploadedFile(name, content), "level": level}
        # Whoever adds a file may read it: what is personal is added by another person.
        by = planted.browsers["secretary"] if level == "personal" else registrar
        assert by.post(f"/desk/files/{VISIT}/", sent).status_code == 302, name
    refused = planted.said("refused file")
    for name, content in {
        f"{refused}.exe": refused.encode(),
        f"{refused}.pdf": refused.encode(),
        f"{refused}.docx": b"PK\x03\x04" + refused.encode(),
        f"../{refused}.txt": b"\0\xff" + refused.encode("utf-16"),
        f"{refused}.png": made.png()[:60] + refused.encode(),
    }.items():
        sent = {"file": SimpleUploadedFile(name, content), "level": "personal"}
        assert registrar.post(f"/desk/files/{VISIT}/", sent).status_code == 400, name
    with override_settings(FILE_LIMIT_MB=0):
        large = SimpleUploadedFile(f"{refused}.txt", refused.encode() * 20)
        too_large = registrar.post(f"/desk/files/{VISIT}/", {"file": large, "level": "personal"})
    assert too_large.status_code == 400


def _accesses(planted: Planted) -> None:
    """Give access for a reason, and ask for it in an emergency: of a matter there is, and of none."""
    registrar, bruno = planted.browsers["registrar"], planted.browsers["bruno"]
    given = {
        "code": planted.people["bruno"].code,
        "role": "rapporteur",
        "kind": "named",
        "until": (timezone.now() + timedelta(days=30)).date().isoformat(),
        "reason": planted.said("access.Grant.reason"),
    }
    # To the report, so that the visit stays one to which nobody belongs.
    assert registrar.post(f"/desk/team/{REPORT}/", given).status_code == 302
    reason = planted.said("access.EmergencyRequest.reason")
    for reference in (VISIT, "SPT/VISIT/XXX/2099"):
        asked = {"reference": reference, "reason": reason}
        assert bruno.post("/desk/emergency/", asked).status_code == 302
    waiting = Matter.objects.get(reference=VISIT).emergencies.get()
    decided = registrar.post(f"/desk/emergency/{waiting.pk}/", {"answer": "decline"})
    assert decided.status_code == 302


def _notes(planted: Planted) -> None:
    """Note something on the page for it, and what is refused."""
    registrar, statistician = planted.browsers["registrar"], planted.browsers["statistician"]
    noted = {"text": planted.said("docket.Note.text")}
    assert registrar.post(f"/desk/notes/{VISIT}/", noted).status_code == 302
    assert registrar.post(f"/desk/notes/{VISIT}/", {"text": "x" * 5_000}).status_code == 400
    assert statistician.post(f"/desk/notes/{VISIT}/", noted).status_code == 404


def _searches(planted: Planted) -> None:
    asked = sentence("visit.interviewed.person")
    keeper, dora = planted.browsers["keeper"], planted.browsers["dora"]
    assert keeper.post("/desk/names/", {"name": asked, "words": "on"}).status_code == 200
    assert keeper.post("/desk/names/", {"name": "x" * 300}).status_code == 400
    assert dora.post("/desk/people/", {"asked": word("access.User.name")}).status_code == 200


def _refusals(planted: Planted) -> None:
    """Be refused: at doors, for forms that are wrong, for what is not there."""
    typed = planted.said("typed and refused")
    registrar, stranger = planted.browsers["registrar"], planted.browsers["nobody"]
    given = {"code": "P-NOBODY", "role": "rapporteur", "kind": "named", "reason": typed}
    assert registrar.post(f"/desk/team/{REPORT}/", given).status_code == 400
    invited = {"email": typed, "name": typed, "language": "en"}
    assert planted.browsers["dora"].post("/desk/people/invite/", invited).status_code == 200
    assert planted.browsers["chidi"].get(f"/desk/team/{VISIT}/").status_code == 404
    assert planted.browsers["statistician"].get(f"/desk/files/{VISIT}/").status_code == 404
    assert stranger.post("/desk/names/", {"name": typed}).status_code == 302
    assert stranger.get("/%00").status_code == 400
    assert stranger.get("/no/such/page/").status_code == 404
    assert stranger.get("/", headers={"host": "elsewhere.example"}).status_code == 400
    forged = planted.browsers["forger"] = Browser()
    forged.handler.enforce_csrf_checks = True
    assert forged.post("/sign-in/", {"email": typed, "password": typed}).status_code == 403
    with override_settings(DATA_UPLOAD_MAX_MEMORY_SIZE=100):
        assert stranger.post("/sign-in/", {"email": typed * 9}).status_code in (400, 413)
    with override_settings(DATA_UPLOAD_MAX_NUMBER_FIELDS=1):
        assert stranger.post("/sign-in/", {"email": typed, "password": typed}).status_code == 400


# What is broken while a secret is at hand, by where it breaks.
FAULTS = (
    "amparo.access.accounts.backend.check_password",
    "amparo.access.accounts.people.open_all",
    "amparo.access.accounts.people.blind.words",
    "amparo.docket.attachments.record",
    "amparo.docket.reading.folding.step",
    "amparo.docket.sealing.json.loads",
    "amparo.vault.blind.hmac.new",
    "amparo.vault.fields.open_sealed",
    "amparo.vault.files.store.File",
    "amparo.vault.files.store.seal_stream",
    "amparo.vault.keystore.masters",
    "amparo.access.actions.record",
)


def _followers(planted: Planted) -> None:
    """Let somebody follow a search, another ask and not answer, and a third not be taken in yet."""
    before, browser, now = len(mail.outbox), Client(), timezone.now()
    with override_settings(WEBHOOKS=True, FOLLOWERS_KEY=opening.public_key_text()):
        _ask_to_follow(planted, browser, "following.Follower.address", "following.Follower.who")
        confirmed = _taken_in(now)
        browser.post(confirmed, {"choice": "confirm"})
        browser.post("/follow/mine/", {"address": planted.of("following.Follower.who")[0].text})
        _done, to_show = receiving.take_in(now)
        _ask_to_follow(planted, browser, "following.Asking.sealed", "following.Asking.who")
        asked = _taken_in(now)
        _ask_to_follow(planted, browser, "following.Request.sealed", "following.Request.sealed")
    following = Following.objects.get()
    stop = opening.token(TicketKind.STOP, following.pk)
    tokens = (confirmed.split("/")[-2], asked.split("/")[-2], stop, to_show[0].token)
    planted.add("following.Press.digest", tokens[0])
    planted.add("following.Asking.ticket", tokens[1])
    planted.add("following.Following.ticket", tokens[2])
    planted.add("following.Follower.ticket", tokens[3])
    planted.add("following.Ticket.digest", *tokens)
    planted.add("following.Following.secret", str(following.secret))
    # What letters to followers hold is what their readers asked for: see tests/following.
    del mail.outbox[before:]


def _ask_to_follow(planted: Planted, browser: Client, place: str, known_by: str) -> None:
    name, domain = word(place), word(place)[::-1]
    planted.add(place, name, domain)
    planted.add(known_by, f"{name}@{domain}.example")
    said, endpoint = (word(f"following.Following.{one}") for one in ("question", "endpoint"))
    planted.add("following.Following.question", said)
    planted.add("following.Following.what", said)
    planted.add("following.Ticket.sealed", said)
    planted.add("following.Following.endpoint", endpoint)
    typed = {
        "search": f"q={said}",
        "address": f"{name}@{domain}.example",
        "often": "daily",
        "language": "en",
        "channel": "webhook",
        "endpoint": f"https://{endpoint}.example/",
    }
    assert browser.post("/follow/", typed).status_code == 200


def _taken_in(now: datetime) -> str:
    """Let a worker take a request in, and return the path of the link in its letter."""
    receiving.take_in(now)
    telling.confirm_requests(now)
    (path,) = re.findall(r"http://[^/\s]+(/follow/[\w-]{20,}/)", str(mail.outbox[-1].body))
    return str(path)


def _faults(planted: Planted) -> None:
    """Let one thing after another break under the pages, and look at each."""
    for place in FAULTS:
        with broken(place):
            before = {name: len(one.answers) for name, one in planted.browsers.items()}
            _pages_with_secrets(planted)
        said = [
            status
            for name, one in planted.browsers.items()
            for status, _path, _body in one.answers[before[name] :]
        ]
        assert 500 in said, f"Nothing broke at {place}."


@contextmanager
def broken(place: str) -> Iterator[None]:
    """Break a function: it raises, and says nothing of what it was given."""
    with patch(place, side_effect=RuntimeError("broken on purpose")):
        yield


def _pages_with_secrets(planted: Planted) -> None:
    people, typed = planted.browsers, planted.said("typed into what is broken")
    people["nobody"].post("/sign-in/", {"email": "a@example.org", "password": typed})
    people["dora"].get("/desk/people/")
    people["dora"].post("/desk/people/", {"asked": typed})
    people["keeper"].get(f"/desk/matters/{VISIT}/")
    people["keeper"].post("/desk/names/", {"name": typed})
    # What is not broken by this fault is stored.
    kept = planted.said("vault.File.name of a person, typed into what is broken")
    sent = {"file": SimpleUploadedFile(f"{kept}.txt", kept.encode()), "level": "personal"}
    people["secretary"].post(f"/desk/files/{VISIT}/", sent)
    reason = planted.said("access.EmergencyRequest.reason, typed into what is broken")
    people["bruno"].post("/desk/emergency/", {"reference": VISIT, "reason": reason})


def _letter(message: mail.EmailMessage) -> bytes:
    """Return what is read of a letter, and what is sent of it but to whom."""
    sent = message.message()
    del sent["To"]
    return f"{message.subject}\n{message.body}\n".encode() + sent.as_bytes()
