"""Accounts: signing in, what it takes, what is remembered of it, and how it ends."""
