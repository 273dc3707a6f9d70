"""Accessible PDF made with Typst. Plain Python: nothing here knows Django."""
