"""Amina at the desk, and matters for her, as in the tests of the desk."""

from tests.desk.conftest import amina, desk, report, states, visit

__all__ = ["amina", "desk", "report", "states", "visit"]
