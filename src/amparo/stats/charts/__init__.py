"""
Charts and maps as SVG, drawn by pure functions: values in, a drawing out.

A drawing for a page takes its colours from `chart.css` and stretches with the page while its words
keep their size. With `standalone=True` the same drawing carries its own colours and a fixed width,
for documents. Words come in translated; time always runs from left to right.
"""

from .bars import Bar, Part, share_bars
from .geography import World, read_world
from .lanes import Lane, Mark, Stretch, lanes_of_time, strip
from .lines import Series, counts_over_time
from .maps import key, world_map

__all__ = [
    "Bar",
    "Lane",
    "Mark",
    "Part",
    "Series",
    "Stretch",
    "World",
    "counts_over_time",
    "key",
    "lanes_of_time",
    "read_world",
    "share_bars",
    "strip",
    "world_map",
]
