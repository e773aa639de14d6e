"""Amparo: the working system of the bodies that prevent torture and monitor human rights."""

__version__ = "0.1.0"
