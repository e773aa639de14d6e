"""What anybody may know of recommendations: what the gate let out, as it is there."""

from __future__ import annotations

from pathlib import Path

import pytest

from amparo.core.errors import NotVisible
from amparo.recommendations import actions, formats, published
from amparo.recommendations.importers import _known
from amparo.recommendations.models import Published
from tests.gate import publish

from . import lists

pytestmark = pytest.mark.django_db(databases=["default", "keys", "public", "followers"])


def taken_in(folder: Path) -> None:
    rows = [
        {**lists.OWN, "number": str(number), "state": state, "topics": topic}
        for number, state, topic in (
            (1, "MOZ", "theme:torture"),
            (2, "MOZ", "sdg:16.3"),
            (3, "SEN", "theme:torture"),
        )
    ]
    french = {**rows[0], "language": "fr", "text": "Allumez les lanternes."}
    path = lists.table(folder, *rows, french)
    actions.take_in(formats.read(path, _known()).drafts)


def test_nothing_is_seen_before_the_gate_let_it_out(tmp_path: Path) -> None:
    taken_in(tmp_path)

    assert published.of_state("MOZ") == []
    with pytest.raises(NotVisible):
        published.recommendation(Published.objects.order_by("pk")[0].pk)

    publish()

    assert [one.number for one in published.of_state("MOZ")] == ["1", "2"]


def test_one_is_read_with_its_words_and_topics(tmp_path: Path) -> None:
    taken_in(tmp_path)
    publish()

    one = published.recommendation(published.of_state("MOZ")[0].id)

    assert (one.source, one.number, one.symbol, one.topics) == (
        "Ruritania watch",
        "1",
        "CAT/C/MOZ/CO/9",
        ("theme:torture",),
    )
    assert one.text("fr") == ("Allumez les lanternes.", "fr")
    assert one.text("zh-hans") == ("Light the lanterns.", "en")


def test_they_are_listed_by_state_and_topic_page_by_page(tmp_path: Path) -> None:
    taken_in(tmp_path)
    publish()

    first, second = published.of_state("MOZ")
    assert published.of_state("MOZ", many=1) == [first]
    assert published.of_state("MOZ", after=first.id) == [second]
    assert [one.state for one in published.on_topic("theme:torture")] == ["MOZ", "SEN"]
    assert published.on_topic("sdg:16") == []
    assert published.counts_by_state() == {"MOZ": 2, "SEN": 1}


def test_digests_in_the_store_are_those_inside(tmp_path: Path) -> None:
    taken_in(tmp_path)
    publish()

    assert published.digests() == dict(Published.objects.values_list("pk", "digest"))


def test_topics_are_called_as_in_the_reader_s_language() -> None:
    publish()

    topic = published.topics("zh-hans")["theme:torture"]

    assert (topic.kind, topic.parent, topic.name) == ("theme", "theme:integrity", "酷刑与虐待")


@pytest.mark.parametrize("many", [1, 3])
def test_a_list_asks_twice_however_long_it_is(
    tmp_path: Path,
    many: int,
    django_assert_num_queries,  # type: ignore[no-untyped-def]
) -> None:
    taken_in(tmp_path)
    publish()

    with django_assert_num_queries(2, using="public"):
        published.on_topic("theme:torture", many=many)
