from amparo.audit.describing import events_page

from .example import LET_IN, OPENED, REFUSED


def test_the_page_of_events_lists_each_under_its_area() -> None:
    page = events_page([LET_IN, REFUSED, OPENED])

    assert page[page.index("## door") :] == (
        "## door\n\n"
        "| Event | Name | Details |\n"
        "| --- | --- | --- |\n"
        "| Door opened | `door.opened` | `way`, `times`, `alone` |\n"
        "| Refused at the door | `door.refused` |  |\n\n"
        "## gate\n\n"
        "| Event | Name | Details |\n"
        "| --- | --- | --- |\n"
        "| Let in, in an emergency | `gate.emergency_granted` |  |\n"
    )
