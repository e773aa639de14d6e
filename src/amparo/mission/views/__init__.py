"""The pages of the mission face, one module a subject."""
