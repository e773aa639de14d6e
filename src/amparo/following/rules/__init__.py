"""Rules of following: what is followed, how often, how long it is tried, and whom we may call."""
