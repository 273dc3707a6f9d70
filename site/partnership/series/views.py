"""The reflection sheet of a resource, for a setting: to write on the reader's own device, and as a Word document.

Nothing that is written is sent: the page has no form to send, and a script keeps it in the browser's own storage.
"""

import hashlib
from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from wagtail.models import Site

from briefings.exports.site_help import help_contacts
from learning.models import AgencyKind, Partnership, SeriesPage, ThemedResourcePage
from learning.queries.reflection import questions_for, questions_of, settings_named
from media.sheets.reflection import SettingSheet
from media.sheets.session import USUAL_REFLECTION, SessionPoint
from media.word.composing.reflection_sheet import compose_setting_sheet

DOCX_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
ROWS_FOR_ACTIONS = 3


@dataclass(frozen=True)
class Field:
    """A question to answer. `key` is the same for the same words, wherever they stand: what was written stays with them."""

    question: str

    @property
    def key(self) -> str:
        return hashlib.blake2b(self.question.encode(), digest_size=6).hexdigest()


@dataclass(frozen=True)
class Reflection:
    """A resource, the setting that is asked, and what it is asked."""

    resource: ThemedResourcePage
    series: SeriesPage
    setting: AgencyKind | None
    named: list[AgencyKind]
    """Kinds of setting that have questions of their own."""
    others: list[AgencyKind]
    questions: list[str]


@require_safe
def reflect(request: HttpRequest, series: str, slug: str) -> HttpResponse:
    """The questions with room to write, for the setting that `?setting=` names; for every one where it names none."""
    asked = _asked(request, series, slug)
    query = f"?setting={asked.setting.slug}" if asked.setting else ""
    context = {
        "resource": asked.resource,
        "series": asked.series,
        "setting": asked.setting,
        "named": asked.named,
        "others": asked.others,
        "fields": [Field(question) for question in asked.questions],
        "actions": range(1, ROWS_FOR_ACTIONS + 1),
        "keep": f"reflect:{asked.resource.pk}:{asked.setting.slug if asked.setting else ''}",
        "sheet_url": reverse("reflection_sheet", args=[series, slug]) + query,
        "breadcrumbs": [{"title": asked.resource.title, "url": asked.resource.get_url(request)}],
        "frame": f"reflect-{asked.resource.pk}",
    }
    return render(request, "learning/reflect.html", context)


@require_safe
def reflection_sheet(request: HttpRequest, series: str, slug: str) -> HttpResponse:
    """The same as a Word document, with boxes to write in."""
    asked = _asked(request, series, slug)
    partnership = Partnership.for_request(request)
    rows = asked.resource.resource_points.select_related("point")
    sheet = SettingSheet(
        title=asked.resource.title,
        series=asked.series.title,
        setting=asked.setting.name if asked.setting else "",
        partnership=partnership.name if partnership else "",
        is_fictional=bool(partnership and partnership.is_fictional),
        questions=asked.questions,
        points=[SessionPoint(title=row.point.title) for row in rows],
        help_contacts=help_contacts(partnership),
        url=asked.resource.full_url or "",
    )
    name = "-".join(
        part for part in (slug, slugify(_("reflection")), asked.setting.slug if asked.setting else "") if part
    )
    response = HttpResponse(compose_setting_sheet(sheet), content_type=DOCX_TYPE)
    response["Content-Disposition"] = f'attachment; filename="{name}.docx"'
    return response


def _asked(request: HttpRequest, series: str, slug: str) -> Reflection:
    """404 for what everybody may not read."""
    site = Site.find_for_request(request)
    if site is None:
        raise Http404
    parent = get_object_or_404(SeriesPage.objects.live().public().child_of(site.root_page), slug=series)
    resource = get_object_or_404(ThemedResourcePage.objects.live().public().child_of(parent), slug=slug)
    questions = questions_of(resource)
    kinds = list(AgencyKind.objects.all())
    wanted = request.GET.get("setting", "")
    setting = next((kind for kind in kinds if kind.slug == wanted), None)
    named = settings_named(questions)
    return Reflection(
        resource=resource,
        series=parent,
        setting=setting,
        named=named,
        others=[kind for kind in kinds if kind not in named],
        questions=questions_for(questions, setting) or [_(USUAL_REFLECTION)],
    )
