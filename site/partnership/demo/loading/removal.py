"""Taking the fictional partnership out again, whole."""

from django.db import transaction
from django.db.models import Q
from wagtail.models import Page, Site

from learning.models import Agency, AgencySuccession, LearningPoint, Level, Partnership
from partnership.demo.loading.documents import made_documents
from partnership.demo.loading.files import FICTIONAL, ContentFolder
from partnership.demo.loading.resource_files import files_of_series
from training.models import Cascade, Course, Endorsement, SessionPlan, TeamUse, TrainingEvent


def remove_fictional() -> bool:
    """Removes Exampleshire with everything that is only its own; another site becomes the default. False if it was not here."""
    partnership = (
        Partnership.objects.filter(slug=FICTIONAL, is_fictional=True).select_related("site__root_page").first()
    )
    if partnership is None:
        return False
    with transaction.atomic():
        Cascade.objects.filter(partnership=partnership).delete()
        TeamUse.objects.filter(partnership=partnership).delete()
        Endorsement.objects.filter(level__partnership=partnership).delete()
        TrainingEvent.objects.filter(partnership=partnership).delete()
        SessionPlan.objects.filter(partnership=partnership).delete()
        Course.objects.filter(partnership=partnership).delete()
        _remove_pages(partnership)
        LearningPoint.objects.filter(partnership=partnership).delete()
        agencies = Agency.objects.filter(partnerships=partnership).exclude(
            partnerships__in=Partnership.objects.exclude(pk=partnership.pk)
        )
        AgencySuccession.objects.filter(Q(predecessor__in=agencies) | Q(successor__in=agencies)).delete()
        agencies.delete()
        Level.objects.filter(partnership=partnership).delete()
        partnership.delete()
        _remove_publishers()
    return True


def _remove_pages(partnership: Partnership) -> None:
    site = partnership.site
    if site is None:
        return
    home = Page.objects.get(pk=site.root_page_id)
    in_series, pictures = files_of_series(home)
    documents = {held.pk: held for held in (*made_documents(home), *in_series)}
    was_default = site.is_default_site
    Partnership.objects.filter(pk=partnership.pk).update(site=None)
    site.delete()
    home.delete()
    for document in documents.values():
        document.delete()
    for picture in {one.pk: one for one in pictures}.values():
        picture.delete()
    other = Site.objects.order_by("pk").first()
    if was_default and other:
        other.is_default_site = True
        other.save()


def _remove_publishers() -> None:
    """The publishers that only the fictional content named."""
    names = [row["name"] for row in ContentFolder(FICTIONAL).read("partnership").get("publishers", [])]
    Partnership.objects.filter(
        name__in=names, site__isnull=True, reviews__isnull=True, learning_points__isnull=True
    ).delete()
