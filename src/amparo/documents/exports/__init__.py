"""A version as a file: AKN4UN XML, clean HTML, plain text; made from what is published."""

from .akn import akn
from .html import html
from .text import text

__all__ = ["akn", "html", "text"]
