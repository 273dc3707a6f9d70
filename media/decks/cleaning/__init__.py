"""A deck without what its readers are not meant to see. Start at :func:`media.decks.cleaning.clean.clean_deck`."""
