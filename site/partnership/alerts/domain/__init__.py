"""Verbs of the alerts room."""
