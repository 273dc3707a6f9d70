"""One file for each format that is made here. Each has `file(thing) -> bytes`, the same bytes for the same content."""
