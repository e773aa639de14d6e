"""Puts the papers into the home named by AMPARO_HOME, lets them out, and makes them findable."""

import os

import django

os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings"
django.setup()

from amparo.publication import reference, wholes  # noqa: E402  (after the set-up)
from amparo.search import indexing  # noqa: E402
from tests.papers import take_in  # noqa: E402

take_in()
reference.copy()
wholes.copy()
indexing.follow()
