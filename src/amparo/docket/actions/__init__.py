"""
The one way to write to a docket.

`open_docket` and `enter` write one act; `load` writes a record from elsewhere, many acts at once,
under the same checks.
"""

from .entering import enter, open_docket, record_disposal, strike
from .loading import Draft, RecordRefused, load
from .once import EnteredAlready, EnteredMeanwhile, entered_with

__all__ = [
    "Draft",
    "EnteredAlready",
    "EnteredMeanwhile",
    "RecordRefused",
    "enter",
    "entered_with",
    "load",
    "open_docket",
    "record_disposal",
    "strike",
]
