"""Past attendance brought in by hand: columns matched, a dry run, the import and its undoing."""
