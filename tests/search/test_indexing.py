"""The indexer: what changed becomes findable, and is done again whatever it was killed at."""

import pytest

from amparo.core.errors import Refused
from amparo.publication import changes
from amparo.publication.models import Change
from amparo.recommendations.models import Published, Wording
from amparo.search import checking, indexing, tasks
from amparo.search.finding import find
from amparo.search.index import generations, reading
from amparo.search.models import Entry
from amparo.search.questions import Question

pytestmark = pytest.mark.django_db


def recommend(number: int, text: str) -> Published:
    """Put a recommendation into the store, as the gate does."""
    made, _new = Published.objects.using("public").update_or_create(
        source="test",
        number=str(number),
        defaults={"state": "MOZ", "digest": "0" * 64, "changed_at": "2026-01-01T00:00Z"},
    )
    Wording.objects.using("public").update_or_create(
        recommendation_id=made.pk, language="en", defaults={"text": text}
    )
    changes.note([("recommendation", str(made.pk))])
    return made


def withdraw(made: Published) -> None:
    key = made.pk
    Wording.objects.using("public").filter(recommendation_id=made.pk)._raw_delete("public")
    Published.objects.using("public").filter(pk=key)._raw_delete("public")
    changes.note([("recommendation", str(key))])


def found(text: str) -> int:
    return find(Question(text)).total


def test_what_is_new_changed_or_gone_is_followed():
    made = recommend(1, "Visit every prison.")
    indexing.follow()
    assert (found("prison"), found("asylum")) == (1, 0)

    recommend(1, "Grant asylum.")
    assert indexing.follow() == indexing.Followed(changes=1, entries=1)
    assert (found("prison"), found("asylum")) == (0, 1)

    withdraw(made)
    indexing.follow()
    assert (found("asylum"), Entry.objects.filter(source__startswith="recomm").count()) == (0, 0)
    assert not Change.objects.exists()
    assert checking.compared().is_alike


@pytest.mark.parametrize(
    "at",
    [
        pytest.param("amparo.search.storing.write", id="before the entries"),
        pytest.param("amparo.search.index.writing.Writer.add", id="before the index"),
        pytest.param("amparo.search.index.generations._name", id="before readers see it"),
        pytest.param("amparo.search.indexing._forget", id="before the change is forgotten"),
    ],
)
def test_whatever_it_is_killed_at_is_done_again_and_ends_the_same(at: str, monkeypatch):
    recommend(1, "Visit every prison.")
    indexing.follow()
    recommend(1, "Grant asylum.")

    def killed(*_arguments: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(at, killed)
        with pytest.raises(KeyboardInterrupt):
            indexing.follow()
    indexing.follow()

    assert (found("prison"), found("asylum")) == (0, 1)
    assert not Change.objects.exists()
    assert checking.compared().is_alike


def test_making_it_anew_is_seen_when_it_is_whole(monkeypatch):
    recommend(1, "Visit every prison.")
    indexing.follow()
    recommend(2, "Visit every prison again.")

    def killed(*_arguments: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr("amparo.search.index.generations.let_out", killed)
        with pytest.raises(KeyboardInterrupt):
            indexing.make_anew()
    assert found("prison") == 1
    indexing.make_anew()

    assert found("prison") == 2
    assert checking.compared().is_alike
    folder = reading.folder()
    assert len(list(folder.path.glob("writing-*"))) == 1


def test_only_one_writes_the_index():
    recommend(1, "Visit every prison.")
    with (
        generations.alone(reading.folder()),
        pytest.raises(Refused, match="Another process is writing the index"),
    ):
        indexing.follow()

    assert Change.objects.exists()
    indexing.follow()
    assert found("prison") == 1


def test_an_index_of_another_form_is_made_anew(monkeypatch):
    recommend(1, "Visit every prison.")
    indexing.follow()
    monkeypatch.setattr("amparo.search.index.generations.FORMAT", "another")
    assert indexing.is_anything_to_do()

    indexing.follow()

    assert found("prison") == 1


def test_the_worker_follows_by_itself_and_says_how_much(now):
    recommend(1, "Visit every prison.")
    assert tasks.something_is_due(now)

    said = tasks.follow_what_changed(now)

    assert said is not None
    assert said.startswith("changes=1 entries=")
    assert not tasks.something_is_due(now)
    assert tasks.follow_what_changed(now) is None


def test_a_worker_lets_somebody_at_a_command_line_finish(now):
    recommend(1, "Visit every prison.")
    with generations.alone(reading.folder()):
        assert tasks.follow_what_changed(now) is None


def test_what_differs_is_counted():
    recommend(1, "Visit every prison.")
    two = recommend(2, "Grant asylum.")
    indexing.make_anew()
    before = checking.compared()
    assert before.is_alike

    Entry.objects.filter(key__startswith="recommendation/", text="Visit every prison.").update(
        text="Nothing."
    )
    withdraw(two)
    recommend(3, "Not followed yet.")

    after = checking.compared()
    assert (after.missing, after.left, after.different, after.lost) == (1, 1, 1, 0)
    Entry.objects.filter(text="Nothing.").delete()
    assert checking.compared().lost == 1
    assert after.things == before.things


@pytest.fixture
def now():  # type: ignore[no-untyped-def]
    from django.utils import timezone

    return timezone.now()
