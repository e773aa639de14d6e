"""The arithmetic of elections and objections, as pure functions."""
