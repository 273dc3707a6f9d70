"""Importing past attendance on the site: upload, columns by eye, a dry run, progress, and taking it back."""
