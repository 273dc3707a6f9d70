"""Telling anybody who wants to know what is new: feeds, digests by mail, a block for a newsletter."""
