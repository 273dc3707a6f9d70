"""One rule to a file; each has a function `check`, and is used by being here."""
