"""Backups: the inside database and its sealed files, as they were at one moment; and their return."""
