"""The frame of the desk: who comes in, which rooms they find, what is kept of it."""

from tests import people
from tests.people import browser_of


def test_the_desk_opens_to_staff_and_is_kept_by_nobody(db):
    response = browser_of(people.amina()).get("/desk/")

    assert response.status_code == 200
    assert "no-store" in response["Cache-Control"]
    assert response.text.count("<h1") == 1
