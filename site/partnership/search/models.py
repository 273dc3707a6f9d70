"""What public search looks in."""

from django.db import models
from wagtail.models import Site

from learning.models import Theme
from partnership.search.enums import EntryKind


class SearchEntry(models.Model):
    """One thing a reader without an account can open on one site.

    A row exists only while its source is readable by everybody, so nothing has to be filtered out at search time.
    The words themselves are indexed beside it by the database's own full text (see `engines`). The narrow columns
    come first: filters read them without touching the text.
    """

    site = models.ForeignKey(Site, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=20, choices=EntryKind)
    source = models.CharField(max_length=60, help_text="The model it was made from: “learning.reviewpage”.")
    source_id = models.BigIntegerField()
    part = models.CharField(
        max_length=40, blank=True, help_text="Which part of the source, where it makes several entries."
    )
    facets = models.TextField(blank=True, help_text="What it can be narrowed by: “theme:12 year:2024”, see `facets`.")
    path = models.CharField(max_length=500, help_text="Its address on the site.")
    date = models.DateField(null=True)
    date_as_stated = models.CharField(max_length=100, blank=True)
    title = models.CharField(max_length=600)
    theme_labels = models.TextField(blank=True, help_text="One to a line.")
    hidden_terms = models.TextField(
        blank=True, help_text="Found but not shown: alternatives, retired words. One to a line."
    )
    summary = models.TextField(blank=True)
    body = models.TextField(blank=True)
    themes = models.ManyToManyField(Theme, related_name="+")

    wagtail_reference_index_ignore = True

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["site", "source", "source_id", "part"], name="unique_search_entry")
        ]
        indexes = [models.Index(fields=["source", "source_id"], name="search_entry_source")]

    def __str__(self) -> str:
        return self.title


class SearchState(models.Model):
    """Which state a site's entries are in: a value that has never been before, with each change of them.

    Workers keep what facets count in their memory under it (see `site_index`).
    """

    site = models.OneToOneField(Site, primary_key=True, on_delete=models.CASCADE, related_name="+")
    token = models.CharField(max_length=32)

    wagtail_reference_index_ignore = True

    def __str__(self) -> str:
        return self.token


class SearchWord(models.Model):
    """A word of a site's entries, and how many of them have it: what a misspelt one may have been meant for."""

    site = models.ForeignKey(Site, on_delete=models.CASCADE, related_name="+", db_index=False)
    word = models.CharField(max_length=40)
    entries = models.IntegerField()

    wagtail_reference_index_ignore = True

    class Meta:
        constraints = [models.UniqueConstraint(fields=["site", "word"], name="unique_search_word")]

    def __str__(self) -> str:
        return self.word
