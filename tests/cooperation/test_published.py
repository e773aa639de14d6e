from datetime import date

import pytest

from amparo.cooperation import published
from tests.shipped import NOW

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("record")]

END_2025 = date(2025, 12, 31)


def test_the_activities_of_a_state_are_those_held_there_or_with_it():
    found = published.events(END_2025, NOW, state="LBR")
    dialogues = published.events(END_2025, NOW, state="NIC")

    assert [one.reference for one in found] == [
        "SPT/EVENT/2025/MONROVIA",
        "SPT/EVENT/2025/LIBERIA-ROUND-TABLE",
    ]
    assert [one.reference for one in dialogues] == ["SPT/EVENT/2019/DIALOGUES"]


def test_no_activity_is_placed_in_libya():
    assert published.events(END_2025, NOW, state="LBY") == ()


def test_an_activity_with_its_titles_and_days():
    forum = next(
        one
        for one in published.events(END_2025, NOW)
        if one.reference == "SPT/EVENT/2025/COUNCIL-OF-EUROPE-FORUM"
    )

    assert (forum.kind_title, forum.mandate) == ("conference or seminar", "11b-ii")
    assert (forum.first_day, forum.last_day) == (date(2025, 4, 9), date(2025, 4, 10))
    assert forum.partners == ("Council of Europe",)
