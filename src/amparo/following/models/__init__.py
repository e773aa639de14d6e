"""Tables in three places: inside who follows what, at the door what is sent in, outside what is new."""

from .door import Press, Request, Ticket
from .inside import Asking, Follower, Following
from .novelties import Novelty

__all__ = ["Asking", "Follower", "Following", "Novelty", "Press", "Request", "Ticket"]
