"""The law of participation in treaties, as pure functions."""
