"""Before a cascade is sent: who will get it, who cannot, and each agency's mail as it will be."""

from csp.decorators import csp_replace, csp_update
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_safe

from learning.models import Agency
from training.cascade_errors import CascadeError
from training.cascade_sending_errors import CannotBeCascaded, NotPublishedAnyMore
from training.cascades.access import cascade_of, crumbs
from training.domain.cascade_sending import settings_of
from training.enums import CascadeState
from training.exports.cascade_contents import Contents, contents_of, page_to_cascade
from training.exports.cascade_mails import Questions, preview_of
from training.models import Cascade
from training.numbers_asked import number_asked
from training.permissions import SEND_CASCADES
from training.programme.access import only_with
from training.queries.cascade_reach import Reach, reach_of

MEND = "learning.change_agency"
# The mail's own page: nothing runs in it, nothing is fetched, and only our own preview may show it.
ONLY_A_MAIL = {
    "default-src": ["'none'"],
    "script-src": ["'none'"],
    "style-src": ["'unsafe-inline'"],
    "form-action": ["'none'"],
    "frame-ancestors": ["'self'"],
    "base-uri": ["'none'"],
    "sandbox": [""],
}


@csp_update({"frame-src": ["'self'"]})
@only_with(SEND_CASCADES)
@require_safe
def cascade_preview(request: HttpRequest, cascade_id: int) -> HttpResponse:
    """What is left to look at before the one button that sends. Once it is sent: how it went."""
    cascade = cascade_of(request, cascade_id)
    if cascade.state != CascadeState.DRAFT:
        return redirect("cascade_sending", cascade.pk)
    reach = reach_of(cascade)
    contents, problem = _contents(cascade)
    agency = _agency(request, reach)
    context = {
        "cascade": cascade,
        "reach": reach,
        "contents": contents,
        "problem": problem,
        "agency": agency,
        "settings": settings_of(cascade),
        "can_mend": request.user.has_perm(MEND),
        "breadcrumbs": crumbs(),
    }
    if contents and agency:
        mail = preview_of(cascade, contents, settings_of(cascade), agency)
        context |= {"mail": mail, "questions": Questions(contents.said).of(agency)}
    return render(request, "training/cascades/preview.html", context)


@xframe_options_sameorigin
@csp_replace(ONLY_A_MAIL)
@only_with(SEND_CASCADES)
@require_safe
def cascade_mail(request: HttpRequest, cascade_id: int, agency_id: int) -> HttpResponse:
    """An agency's mail in HTML, as it will be, by itself; `?text` gives its text."""
    cascade = cascade_of(request, cascade_id)
    if cascade.state != CascadeState.DRAFT:
        raise Http404
    chosen = Agency.objects.filter(cascades_received__cascade=cascade, cascades_received__parent=None)
    agency = get_object_or_404(chosen.select_related("kind"), pk=agency_id)
    contents, problem = _contents(cascade)
    if contents is None:
        return HttpResponse(problem, content_type="text/plain; charset=utf-8", status=409)
    mail = preview_of(cascade, contents, settings_of(cascade), agency)
    if "text" in request.GET:
        return HttpResponse(mail.body, content_type="text/plain; charset=utf-8")
    return HttpResponse(str(mail.alternatives[0][0]))


def _contents(cascade: Cascade) -> tuple[Contents | None, str]:
    """What it passes on as it is now; or None, and why it cannot be sent."""
    try:
        return contents_of(page_to_cascade(cascade.page_id, cascade.partnership)), ""
    except CannotBeCascaded:
        return None, str(NotPublishedAnyMore(cascade.title))
    except CascadeError as error:
        return None, str(error)


def _agency(request: HttpRequest, reach: Reach) -> Agency | None:
    """The one whose mail is shown: asked for, else the first that will get one."""
    asked = number_asked(request, "agency")
    everybody = [one.agency for one in (*reach.will_get, *reach.cannot)]
    if asked is None:
        return everybody[0] if everybody else None
    return next((agency for agency in everybody if agency.pk == asked), everybody[0] if everybody else None)
