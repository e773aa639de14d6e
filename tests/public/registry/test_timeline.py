"""A State along time, over all mechanisms and treaties."""

from html.parser import HTMLParser


class Lanes(HTMLParser):
    """How many lanes a page draws."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.lanes = 0
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.lanes += tag == "svg" and ("direction", "ltr") in attrs and ("height", "18") in attrs


def test_a_timeline_holds_treaties_and_dockets_the_latest_first(get):
    events = get("/states/SEN/timeline.json", on="2026-01-31").json()["events"]

    days = [one["on"] for one in events]
    assert days == sorted(days, reverse=True)
    assert {one["path"].split("/")[1] for one in events} == {"dockets", "treaties"}
    assert "Visits" in {one["lane"] for one in events}


def test_a_timeline_is_cut_between_two_days(get):
    events = get("/states/SEN/timeline.json", since="2019-01-01", on="2019-12-31").json()["events"]

    assert events != []
    assert {one["on"][:4] for one in events} == {"2019"}


def test_the_drawing_has_a_lane_for_each_kind_and_the_table_a_row_for_each_act(get):
    choices = {"on": "2026-01-31"}
    page = get("/states/SEN/timeline/", **choices).text
    data = get("/states/SEN/timeline.json", **choices).json()

    kinds = {one["lane"] for one in data["events"]} - {"Treaties"}
    treaties = [one for one in data["state"]["participation"] if one["actions"]]
    assert Lanes(page).lanes == len(kinds) + len(treaties)
    assert page.count('<th scope="row" class="nowrap">') == len(data["events"])


def test_a_timeline_before_anything_says_so(get):
    assert "Nothing of this State is on record for these days." in (
        get("/states/SEN/timeline/", on="1930-01-01").text
    )


def test_a_timeline_that_ends_before_it_begins_is_refused(get):
    page = get("/states/SEN/timeline/", since="2020-01-01", on="2019-01-01")

    assert page.status_code == 400
    assert "The last day lies before the first day." in page.text


def test_there_is_no_timeline_of_a_state_that_is_not(get):
    assert get("/states/XXX/timeline/").status_code == 404
