"""Which saved or deleted rows change what search says, and of which thing."""

from collections.abc import Iterator
from typing import Any

from django.db.models import Model
from django.db.models.signals import m2m_changed, post_delete, post_save, pre_delete
from wagtail.models import Page, PageViewRestriction
from wagtail.signals import page_slug_changed, post_page_move

from briefings.models import BriefingPage, BriefingPageTheme, BriefingPoint, NationalSummaryPageTheme, SummaryPoint
from learning.models import (
    AgencyKind,
    Finding,
    LearningPoint,
    LearningPointTheme,
    Level,
    PackItem,
    Partnership,
    ReflectionQuestion,
    ReviewDate,
    ReviewPageTheme,
    ReviewPerson,
    ReviewSubject,
    Theme,
    ThemeAlternative,
    ThemedResourceItem,
    ThemedResourcePage,
    ThemedResourcePageTheme,
    ThemedResourcePoint,
)
from partnership.page_cache_signals import is_only_a_draft
from partnership.search.pending import index_after_commit
from partnership.search.registry import Key, key_of, sources
from partnership.search.state import names_changed
from training.models import TrainingEvent

# Rows that are part of something: the foreign keys to what they change.
PARTS: dict[type[Model], tuple[str, ...]] = {
    BriefingPageTheme: ("content_object",),
    BriefingPoint: ("point",),
    Finding: ("review", "point"),
    LearningPointTheme: ("content_object",),
    NationalSummaryPageTheme: ("content_object",),
    PackItem: ("review",),
    ReflectionQuestion: ("resource",),
    ReviewDate: ("review",),
    ReviewPageTheme: ("content_object",),
    ReviewPerson: ("review",),
    ReviewSubject: ("review",),
    SummaryPoint: ("point",),
    ThemeAlternative: ("theme",),
    ThemedResourceItem: ("resource",),
    ThemedResourcePageTheme: ("content_object",),
    ThemedResourcePoint: ("point",),
}
# Many-to-many fields that an entry's text is made from.
LINKS = (
    BriefingPage.reviews,
    LearningPoint.for_kinds,
    LearningPoint.levels,
    ThemedResourcePage.reviews,
    TrainingEvent.invited,
    TrainingEvent.reviews,
)
# What facets are called, and what words stand for one thing: workers remember these under the state of the entries.
NAMES = (AgencyKind, Level, Partnership, Theme, ThemeAlternative)


def connect() -> None:
    """Listens to everything that can change what search says. Called once, when the app is ready."""
    for source in sources().values():
        post_save.connect(_thing_saved, sender=source.model, dispatch_uid=f"search-saved-{source.model._meta.label}")
        pre_delete.connect(_thing_going, sender=source.model, dispatch_uid=f"search-going-{source.model._meta.label}")
    for part in PARTS:
        for signal in (post_save, post_delete):
            signal.connect(_part_changed, sender=part, dispatch_uid=f"search-part-{part._meta.label}")
    for link in LINKS:
        m2m_changed.connect(_link_changed, sender=link.through, dispatch_uid=f"search-link-{link.through._meta.label}")
    for named in NAMES:
        for signal in (post_save, post_delete):
            signal.connect(_name_changed, sender=named, dispatch_uid=f"search-name-{named._meta.label}")
    for signal in (post_save, post_delete):
        signal.connect(_restriction_changed, sender=PageViewRestriction, dispatch_uid="search-restriction")
    for signal in (post_page_move, page_slug_changed):
        signal.connect(_address_changed, dispatch_uid="search-address")


def _thing_saved(
    instance: Model, raw: bool = False, update_fields: frozenset[str] | None = None, **_kwargs: Any
) -> None:
    key = key_of(instance)
    if key and not raw and not is_only_a_draft(update_fields):
        index_after_commit([key])


def _thing_going(instance: Model, **_kwargs: Any) -> None:
    """What depends on it is asked for while its links still stand."""
    if key := key_of(instance):
        index_after_commit([key, *sources()[key[0]].dependants(key[1])])


def _part_changed(instance: Model, raw: bool = False, **_kwargs: Any) -> None:
    if raw:
        return
    for name in PARTS[type(instance)]:
        field = type(instance)._meta.get_field(name)
        pk = getattr(instance, field.attname)  # type: ignore[union-attr]  # all of them are foreign keys
        if pk is not None:
            index_after_commit([(field.related_model._meta.label_lower, pk)])  # type: ignore[union-attr]


def _link_changed(instance: Model, action: str, **_kwargs: Any) -> None:
    key = key_of(instance)
    if key and action.startswith("post_"):
        index_after_commit([key])


def _name_changed(raw: bool = False, **_kwargs: Any) -> None:
    if not raw:
        names_changed()


def _restriction_changed(instance: PageViewRestriction, **_kwargs: Any) -> None:
    index_after_commit(_tree(instance.page_id))


def _address_changed(instance: Page, **_kwargs: Any) -> None:
    index_after_commit(_tree(instance.pk))


def _tree(page_id: int) -> Iterator[Key]:
    """The page and all below it that search knows."""
    page = Page.objects.filter(pk=page_id).first()
    if page is None:
        return
    rows = page.get_descendants(inclusive=True).values_list("pk", "content_type__app_label", "content_type__model")
    for pk, app, model in rows:
        yield Page._meta.label_lower, pk  # whatever it is, it may make decks public
        if f"{app}.{model}" in sources():
            yield f"{app}.{model}", pk
