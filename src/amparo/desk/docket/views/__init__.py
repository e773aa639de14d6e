"""The pages of matters, one module a subject."""
