"""Pure rules of meetings."""
