"""The steps of combining: slides, their looks and their notes copied from deck to deck. See :mod:`media.decks.combine`."""
