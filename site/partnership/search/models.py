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
    warning = models.TextField(blank=True, help_text="What its reviews warn of before they are read.")
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
    """Which state a site's entries are in.

    Workers keep what facets count in their memory, and follow `SearchChange` from the state they hold to this one
    (see `site_index`).
    """

    site = models.OneToOneField(Site, primary_key=True, on_delete=models.CASCADE, related_name="+")
    number = models.BigIntegerField(default=0, help_text="Of the last change of an entry.")
    token = models.CharField(max_length=32, help_text="Of that change: a value that has never been before.")
    names = models.CharField(
        max_length=32,
        blank=True,
        default="",
        help_text="Another value each time facets or themes are called otherwise.",
    )

    wagtail_reference_index_ignore = True

    def __str__(self) -> str:
        return self.token


class SearchChange(models.Model):
    """One entry that came, changed or went. Numbers of a site have no gaps; only the last thousand are kept.

    All changes of one transaction have its token: what was rolled back and came again under the same number is told apart.
    """

    site = models.ForeignKey(Site, on_delete=models.CASCADE, related_name="+", db_index=False)
    number = models.BigIntegerField()
    token = models.CharField(max_length=32)
    entry = models.BigIntegerField(help_text="The primary key of an entry, which may be gone.")

    wagtail_reference_index_ignore = True

    class Meta:
        constraints = [models.UniqueConstraint(fields=["site", "number"], name="unique_search_change")]

    def __str__(self) -> str:
        return f"{self.number}: {self.entry}"


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
