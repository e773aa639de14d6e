"""From the first page to the facts: a figure, its rows, a State, a docket; and back in Arabic."""

from playwright.sync_api import Page, expect


def test_a_reader_follows_a_figure_to_the_acts_it_was_counted_from(page: Page):
    page.goto("/")
    page.get_by_role("link", name="States parties on the list under article 17").click()
    count = page.locator(".figure-alone").inner_text()

    rows = page.get_by_role("region", name="Rows")
    assert int(count) == rows.locator("tbody tr").count()

    rows.locator("tbody th a").first.click()
    expect(page.get_by_role("heading", level=2, name="What happened")).to_be_visible()
    assert page.locator(".line .act").count() > 0


def test_a_reader_goes_from_a_state_to_its_visit_and_reads_what_may_come_next(page: Page):
    page.goto("/")
    page.get_by_role("navigation", name="Main").get_by_role("link", name="States").click()
    page.get_by_label("Name").fill("Burundi")
    page.get_by_role("button", name="Find States").click()
    page.get_by_role("link", name="Burundi").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("Burundi")
    page.get_by_role("link", name="Visit to Burundi, 2026").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("Visit to Burundi, 2026")
    expect(page.get_by_role("heading", name="What may come next")).to_be_visible()


def test_changing_the_day_changes_every_figure_and_the_address(page: Page):
    page.goto("/treaties/OPCAT/?on=2025-12-31")
    expect(page.locator(".figure-card .value").first).to_have_text("96")

    page.get_by_label("As at", exact=True).fill("2019-12-31")
    page.get_by_role("button", name="Show that day").click()

    expect(page.locator(".figure-card .value").first).to_have_text("90")
    assert "on=2019-12-31" in page.url


def test_the_same_page_is_read_in_arabic_from_the_right(page: Page):
    page.goto("/states/TUN/")
    page.locator(".menu summary").click()
    page.get_by_role("link", name="العربيّة").click()

    expect(page).to_have_url("/ar/states/TUN/")
    expect(page.get_by_role("heading", level=1)).to_have_text("تونس")
    assert page.evaluate("getComputedStyle(document.body).direction") == "rtl"
    brand, menu = page.locator(".brand").bounding_box(), page.locator(".menu").bounding_box()
    assert brand is not None
    assert menu is not None
    assert brand["x"] > menu["x"]
