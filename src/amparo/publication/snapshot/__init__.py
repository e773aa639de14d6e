"""The public store as files: one SQLite database, and each table as Parquet. Made by the inside."""

from .taking import Taken, take

__all__ = ["Taken", "take"]
