"""Marking words for translation where Django may not be imported (rules, procedures)."""


def gettext_noop(text: str) -> str:
    """Mark `text` for translation and return it as it is; faces translate it when shown."""
    return text


LANGUAGES = (
    ("en", gettext_noop("English")),
    ("fr", gettext_noop("French")),
    ("es", gettext_noop("Spanish")),
    ("ar", gettext_noop("Arabic")),
    ("ru", gettext_noop("Russian")),
    ("zh-hans", gettext_noop("Chinese")),
)
"""The six languages: the code of the site in each, and what it is called."""
