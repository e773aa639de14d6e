"""The six languages that entries are described in, and what States are called in them."""

from __future__ import annotations

from collections.abc import Mapping

from django.conf import settings

from amparo.core.stores import at_public_store
from amparo.registry import queries as registry

# By their codes in documents, the languages of the site.
LANGUAGES = {code[:2]: code for code, _name in settings.LANGUAGES}


def names(language: str) -> Mapping[str, str]:
    """Return the names of States in a language, as the public store has them."""
    with at_public_store():
        return registry.state_names(LANGUAGES[language])
