"""Packs, decks and briefings, as pages and as files."""
