"""Sending a cascade: written, previewed as each agency gets it, sent, held, withdrawn; its links."""
