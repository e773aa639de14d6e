"""
What may leave the building besides dockets: the tables that areas list in their `published.py`.

Of dockets, what leaves is said by `docket.disclosure`.
"""

from __future__ import annotations

from django.db.models import Model

from amparo.bodies import published as bodies
from amparo.registry import published as registry
from amparo.stats import published as stats

# In the order in which they can be written: what others point to comes first.
TABLES: tuple[type[Model], ...] = (*registry.TABLES, *bodies.TABLES, *stats.TABLES)
