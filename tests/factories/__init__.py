"""Factories: the smallest thing of each kind that is valid."""
