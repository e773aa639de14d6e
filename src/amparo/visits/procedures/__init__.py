"""The law of visits: the visit itself, and what becomes of its report."""

from . import report, visit

__all__ = ["report", "visit"]
