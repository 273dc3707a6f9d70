"""Slide decks: read, and later checked, cleaned, pictured, combined and composed. No Django here."""
