"""The law of a mechanism's establishment, and of the list of those long overdue."""

from .article_17_list import ARTICLE_17_LIST
from .mechanism import NPM

__all__ = ["ARTICLE_17_LIST", "NPM"]
