"""What a browser is called."""

import pytest

from amparo.access.accounts.agents import coarse, said

ON_WINDOWS = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko)"


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        (
            "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0",
            "Firefox on Linux",
        ),
        (f"{ON_WINDOWS} Chrome/140.0.0.0 Safari/537.36", "Chrome on Windows"),
        (f"{ON_WINDOWS} Chrome/140.0.0.0 Safari/537.36 Edg/140.0", "Edge on Windows"),
        (
            "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 Safari/604.1",
            "Safari on iPhone",
        ),
        ("curl/8.0", ""),
        ("", ""),
        ("<script>Firefox", "Firefox"),
    ],
)
def test_a_browser_is_named_coarsely(header: str, expected: str):
    assert coarse(header) == expected


def test_a_browser_that_says_nothing_is_named_so():
    assert said("") == "a browser that does not say what it is"
    assert said("Firefox on Linux") == "Firefox on Linux"
