"""The law of elections, terms and replacements, as pure functions."""
