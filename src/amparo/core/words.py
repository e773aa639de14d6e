"""Marking words for translation where Django may not be imported (rules, procedures)."""


def gettext_noop(text: str) -> str:
    """Mark `text` for translation and return it as it is; faces translate it when shown."""
    return text
