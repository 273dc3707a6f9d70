"""Told after something can be found by everybody that could not before."""

from django.dispatch import Signal

entries_added = Signal()
"""Sends `entries`: the SearchEntry rows, as saved. Inside the transaction that adds them."""
