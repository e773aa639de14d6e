"""
The one way to write to a docket.

`open_docket` and `enter` write one act; `load` writes a record from elsewhere, many acts at once,
under the same checks.
"""

from .entering import enter, open_docket, record_disposal, strike
from .loading import Draft, RecordRefused, load

__all__ = ["Draft", "RecordRefused", "enter", "load", "open_docket", "record_disposal", "strike"]
