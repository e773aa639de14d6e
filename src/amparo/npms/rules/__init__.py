"""The law of a mechanism's establishment and of the list under article 17, as pure functions."""
