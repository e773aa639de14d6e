import pytest

from amparo.audit.events import EVENTS, EventType, event


@pytest.fixture(autouse=True)
def forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    """What a test declares is forgotten afterwards."""
    monkeypatch.setattr("amparo.audit.events.EVENTS", EVENTS.copy())


def test_an_event_is_declared_once_under_its_area() -> None:
    shut = event("door.shut", "Door shut", "way")

    assert shut == EventType("door.shut", "Door shut", ("way",))
    assert shut.area == "door"
    with pytest.raises(ValueError, match=r"Two events are named door\.shut"):
        event("door.shut", "Door shut")


@pytest.mark.parametrize(
    "name", ["", "door", "door.", ".shut", "Door.shut", "door.shut up", "a.b.c"]
)
def test_an_event_is_named_by_its_area_and_what_happened(name: str) -> None:
    with pytest.raises(ValueError, match="is not the name of an event"):
        event(name, "Something")


@pytest.mark.parametrize(
    "details",
    [
        pytest.param(("by",), id="a name that every line has"),
        pytest.param(("at",), id="another"),
        pytest.param(("way", "way"), id="twice the same"),
        pytest.param(("The way",), id="not a name"),
    ],
)
def test_details_have_names_of_their_own(details: tuple[str, ...]) -> None:
    with pytest.raises(ValueError, match=r"The event door\.shut cannot have these details"):
        event("door.shut", "Door shut", *details)


def test_every_declared_event_says_in_words_what_happened() -> None:
    assert "audit.trail_exported" in EVENTS
    assert [name for name, one in EVENTS.items() if name != one.name or not one.title] == []
