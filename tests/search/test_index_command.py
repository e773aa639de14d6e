"""`amparo index`: what it says, and how it ends."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from amparo.search.index import generations, reading
from amparo.search.models import Entry

pytestmark = pytest.mark.django_db


def said(*arguments: str) -> str:
    out = StringIO()
    call_command("index", *arguments, stdout=out)
    return out.getvalue().strip()


def test_it_makes_follows_and_checks():
    assert said().startswith("The index is up to date:")
    assert said() == "The index is up to date: 0 entries written."
    assert said("--anew").startswith("The index is up to date:")
    assert said("--check").startswith("The index holds what is public, and nothing else:")


def test_the_check_fails_where_something_differs():
    with pytest.raises(CommandError, match="`amparo index --anew` mends it"):
        said("--check")

    said("--anew")
    Entry.objects.first().delete()  # type: ignore[union-attr]
    with pytest.raises(CommandError, match="1 entries are missing"):
        said("--check")


def test_beside_another_it_waits_its_turn_and_says_so():
    said()
    with generations.alone(reading.folder()):
        assert said().startswith("Another process is writing the index")
        with pytest.raises(CommandError, match="Another process is writing the index"):
            said("--anew")
