"""Pictures of slides, approximate ones, for people who see: the outline beside them says the same in words.

Start at :mod:`media.decks.pictures.renderer`. No Django here.
"""
