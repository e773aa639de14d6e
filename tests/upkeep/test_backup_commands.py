"""`amparo backup` and `amparo restore`: what they say, and what stands in their way."""

from __future__ import annotations

import hashlib
import io
import json
from collections.abc import Iterator
from datetime import UTC, datetime, time
from pathlib import Path

import pyrage
import pytest
from cryptography.hazmat.primitives.serialization import load_pem_private_key
from django.conf import LazySettings
from django.core.files.storage import storages
from django.core.management import call_command
from django.core.management.base import CommandError
from django.utils import timezone

from amparo.audit.actions import record
from amparo.audit.models import Line
from amparo.core.errors import Refused
from amparo.docket.models import Matter
from amparo.jobs.schedule import SCHEDULES
from amparo.upkeep import tasks
from amparo.upkeep.backing_up import archive, recipients
from amparo.upkeep.backing_up.manifest import KEY, MANIFEST, PARTS, SIGNATURE, sign
from amparo.vault.events import KEYS_BACKED_UP
from amparo.vault.models import File
from tests.programs import furnish, run_amparo

from .backups import IDENTITY, contents, furnished
from .installations import Installation

RECIPIENT = str(IDENTITY.to_public())


@pytest.fixture
def matter(transactional_db: None) -> Iterator[Matter]:
    with furnished() as over:
        yield over


def said(*arguments: str, **options: object) -> list[str]:
    """Return the lines that a command says."""
    out = io.StringIO()
    call_command(*arguments, stdout=out, **options)
    return out.getvalue().splitlines()


# The key.


def test_a_key_is_made_once_and_opens_what_is_sealed_for_its_public_half(tmp_path: Path):
    file = tmp_path / "backups.key"

    *_words, recipient = said("backup", "--make-key", str(file))

    assert file.stat().st_mode & 0o777 == 0o600
    sealed = pyrage.encrypt(b"x", recipients.recipients([recipient]))
    assert pyrage.decrypt(sealed, recipients.identities(file)) == b"x"
    whole = file.read_bytes()
    with pytest.raises(CommandError, match="never written over"):
        said("backup", "--make-key", str(file))
    assert file.read_bytes() == whole


@pytest.mark.parametrize("named", ["age1nobody", "ssh-ed25519 AAAA", ""])
def test_what_is_no_public_key_is_refused_and_not_repeated(named: str, tmp_path: Path):
    with pytest.raises(Refused) as refusal:
        said("backup", "--for", named, str(tmp_path / "one.age"))

    assert str(refusal.value) == (
        "What backups are sealed for is a public key that begins with age1."
    )
    assert list(tmp_path.iterdir()) == []


def test_a_secret_key_given_for_a_public_one_is_not_repeated(tmp_path: Path):
    with pytest.raises(Refused) as refusal:
        recipients.recipients([str(IDENTITY)])

    assert str(IDENTITY) not in str(refusal.value)


@pytest.mark.parametrize("text", ["", "# nothing\n", "AGE-SECRET-KEY-1\n", "\x00\x01"])
def test_a_file_without_a_key_opens_nothing(text: str, tmp_path: Path):
    file = tmp_path / "backups.key"
    file.write_text(text)

    with pytest.raises(Refused, match="holds no key that opens backups"):
        recipients.identities(file)


def test_without_a_recipient_there_is_no_backup_but_a_way_to_one(tmp_path: Path):
    with pytest.raises(Refused, match=r"amparo backup --make-key FILE"):
        said("backup", str(tmp_path / "one.age"))
    assert list(tmp_path.iterdir()) == []


# Backing up.


@pytest.mark.django_db(transaction=True)
def test_a_backup_says_what_is_in_it_and_that_the_keys_are_not(
    matter: Matter, tmp_path: Path, settings: LazySettings
):
    settings.BACKUP_RECIPIENTS, settings.BACKUP_FOLDER = [RECIPIENT], tmp_path / "backups"

    first, *never = said("backup")
    (file,) = (tmp_path / "backups").iterdir()
    record(KEYS_BACKED_UP, by="keeper of keys", at=datetime(2026, 3, 1, tzinfo=UTC), keys=3)
    _second, *known = said("backup", str(tmp_path / "two.age"))

    size = f"{file.stat().st_size / 1_000_000:.1f}"
    assert first == f"Wrote {file}: 6 acts, 1 file, {size} MB."
    assert never == [
        "The keys are not in it. The key store was never backed up by this command:",
        "  amparo keys backup --to FOLDER",
    ]
    assert known == [
        "The keys are not in it. The key store was last backed up at 2026-03-01T00:00:00+00:00.",
        "  amparo keys backup --to FOLDER",
    ]


@pytest.mark.django_db(transaction=True)
def test_a_backup_without_a_lost_file_is_written_and_fails(matter: Matter, tmp_path: Path):
    file = File.objects.get()
    storages["files"].delete(file.path)

    with pytest.raises(CommandError, match=str(file.pk)):
        said("backup", "--for", RECIPIENT, str(tmp_path / "one.age"))

    assert "manifest.json" in contents(tmp_path / "one.age")


def test_a_process_of_the_public_store_has_nothing_to_back_up(
    settings: LazySettings, tmp_path: Path
):
    settings.INSIDE = False

    with pytest.raises(CommandError, match="given the public store only"):
        said("backup", "--for", RECIPIENT, str(tmp_path / "one.age"))


@pytest.mark.parametrize("count", ["0", "-1"])
def test_at_least_one_backup_is_kept(count: str, tmp_path: Path):
    with pytest.raises(CommandError, match="At least one"):
        said("backup", "--for", RECIPIENT, "--keep", count, str(tmp_path))


# Every night.


@pytest.mark.django_db(transaction=True)
def test_every_night_there_is_a_backup_where_it_was_said_whom_for_and_where_to(
    matter: Matter, tmp_path: Path, settings: LazySettings
):
    now = timezone.now()
    assert str(SCHEDULES["backup"].when) == f"{time(2, 10):%H:%M} UTC"
    assert SCHEDULES["backup"].work is tasks.back_up
    settings.BACKUP_FOLDER, settings.BACKUP_RECIPIENTS = None, [RECIPIENT]
    assert tasks.back_up(now) is None
    settings.BACKUP_FOLDER, settings.BACKUP_RECIPIENTS = tmp_path, []
    assert tasks.back_up(now) is None
    assert list(tmp_path.iterdir()) == []

    settings.BACKUP_RECIPIENTS = [RECIPIENT]
    line = tasks.back_up(now)

    (file,) = tmp_path.iterdir()
    assert file.name == now.strftime("amparo-%Y%m%dT%H%M%SZ.tar.gz.age")
    assert line == f"acts 6, files 1, bytes {file.stat().st_size}"
    assert Line.objects.filter(event="upkeep.backed_up").count() == 1


# Restoring, as people do: by a program of its own.


@pytest.fixture(scope="module")
def ready(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with the record that ships, its backup beside it, and the key."""
    place = tmp_path_factory.mktemp("ready")
    home = furnish(place / "home")
    recipient = run_amparo(home, "backup", "--make-key", str(place / "key")).stdout.split()[-1]
    done = run_amparo(home, "backup", str(place / "one.age"), "--for", recipient)
    assert (done.returncode, done.stderr) == (0, "")
    return place


def restored(place: Path, file: Path, *arguments: str, identity: Path | None = None):
    identity = identity or place / "key"
    return run_amparo(
        place / "home", "restore", str(file), "--identity", str(identity), *arguments, timeout=300
    )


def test_what_cannot_be_restored_is_said_in_a_sentence_and_nothing_is_made(
    ready: Path, tmp_path: Path
):
    key, home = tmp_path / "key", tmp_path / "home"
    recipients.make_key(key, at=timezone.now())
    whole = (ready / "one.age").read_bytes()
    changed = tmp_path / "changed.age"
    changed.write_bytes(whole[:-100_000] + b"x" + whole[-99_999:])
    letter = tmp_path / "letter.txt"
    letter.write_text("Dear all,")

    for file, identity, sentence in (
        (
            ready / "one.age",
            key,
            f"{ready / 'one.age'} is sealed for another key than the one given.",
        ),
        (changed, None, f"{changed} is cut short, or was changed since it was written."),
        (letter, None, f"{letter} is not a backup of Amparo."),
        (tmp_path / "none.age", None, f"There is no file {tmp_path / 'none.age'}."),
        (
            ready / "one.age",
            letter,
            f"{letter} holds no key that opens backups (a line AGE-SECRET-KEY-…).",
        ),
    ):
        done = restored(ready, file, "--into", str(home), identity=identity)
        assert (done.returncode, done.stdout, done.stderr) == (1, "", f"amparo: {sentence}\n")
        assert not home.exists()

    done = restored(ready, ready / "one.age", "--into", str(home))
    assert (done.returncode, done.stderr) == (0, "")


def test_a_home_that_holds_something_is_not_written_over(ready: Path):
    home = Installation(ready / "home")
    before = home.rows("docket_act"), home.rows("audit_line")

    done = restored(ready, ready / "one.age")

    assert done.returncode == 1
    assert "holds data already" in done.stderr
    assert (home.rows("docket_act"), home.rows("audit_line")) == before


def test_a_backup_of_an_earlier_program_comes_back_into_this_one(ready: Path, tmp_path: Path):
    """
    One from before background work and outlooks had tables: made then, filled, brought up to date.
    """
    older = tmp_path / "older.age"
    earlier(ready, older, without=("jobs_", "docket_outlook"), before=("jobs", "docket.0010"))
    home, now = Installation(tmp_path / "home"), Installation(ready / "home")

    done = restored(ready, older, "--into", str(home.home))

    assert (done.returncode, done.stderr) == (0, "")
    assert "All is as it was written" in done.stdout
    assert run_amparo(home.home, "init", timeout=300).returncode == 0
    assert run_amparo(home.home, "verify").returncode == 0
    assert outlooks(home) == outlooks(now) != []


def outlooks(home: Installation) -> list[tuple[object, ...]]:
    """Return how matters stand for those outside, whatever the rows are numbered."""
    return sorted(row[1:] for row in home.rows("docket_outlook"))


def test_a_backup_of_a_later_program_is_left_alone(ready: Path, tmp_path: Path):
    later = tmp_path / "later.age"
    earlier(ready, later, and_with=["docket", "9999_later"])
    home = tmp_path / "home"

    done = restored(ready, later, "--into", str(home))

    assert (done.returncode, done.stdout) == (1, "")
    assert "later version of Amparo" in done.stderr
    assert not home.exists()


def earlier(
    ready: Path,
    target: Path,
    *,
    without: tuple[str, ...] = (),
    before: tuple[str, ...] = (),
    and_with: list[str] | None = None,
) -> None:
    """Write a backup as a program would have that knew other tables, and not these migrations."""
    identity = recipients.identities(ready / "key")
    opened = _parts(ready / "one.age", identity)
    key = load_pem_private_key((ready / "home/keys/checkpoint.pem").read_bytes(), None)
    head = json.loads(opened["head.json"])
    known = head["migrations"]
    head["migrations"] = [one for one in known if not ".".join(one).startswith(before)]
    head["migrations"] += [and_with] if and_with else []
    head["tables"] = [one for one in head["tables"] if not one["name"].startswith(without)]
    opened["head.json"] = json.dumps(head).encode()
    kept = {
        name: content
        for name, content in opened.items()
        if not name.removeprefix("tables/").startswith(without)
        and name not in (PARTS, MANIFEST, SIGNATURE)
    }
    listed = "".join(
        f"{hashlib.sha256(content).hexdigest()} {len(content)} {name}\n"
        for name, content in kept.items()
    ).encode()
    digest = hashlib.sha256(listed).hexdigest()
    manifest = {**json.loads(opened[MANIFEST]), "parts": len(kept), "parts_sha256": digest}
    said = json.dumps(manifest).encode()
    assert next(iter(kept)) == KEY
    with (
        target.open("wb") as file,
        archive.writing(file, [one.to_public() for one in identity], at=0) as writer,
    ):
        for name, content in (*kept.items(), (PARTS, listed), (MANIFEST, said)):
            writer.add(name, content)
        writer.add(SIGNATURE, sign(said, key))


def _parts(file: Path, identity: list[object]) -> dict[str, bytes]:
    with file.open("rb") as stream, archive.reading(stream, identity, lambda _read: None) as parts:
        return {one.name: b"".join(one.chunks()) for one in parts}
