"""The link of one agency: revoked, sent anew; and one more agency for a cascade that is out."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from training.cascade_errors import CascadeError
from training.cascades.access import cascade_of, crumbs, person, recipient_of_site
from training.cascades.forms import AddAgencyForm, NewLinkForm
from training.domain.cascade_addresses import add_agency, revoke_link, send_new_link
from training.enums import CascadeState
from training.permissions import SEND_CASCADES
from training.programme.access import TOLD_WRONG, only_with
from training.queries.cascade_reach import agencies_offered


@only_with(SEND_CASCADES)
@require_http_methods(["GET", "HEAD", "POST"])
def cascade_link_new(request: HttpRequest, recipient_id: int) -> HttpResponse:
    """How an agency's link stands; sends a new one, to its lead or to the address typed."""
    recipient = recipient_of_site(request, recipient_id)
    form, problem = NewLinkForm(request.POST or None, initial={"to": recipient.agency.lead_email}), ""
    if request.method == "POST" and form.is_valid():
        try:
            send_new_link(recipient, to=form.cleaned_data["to"], by=person(request))
        except CascadeError as error:
            problem = str(error)
        else:
            messages.success(request, _("A new link is on its way to %(agency)s.") % {"agency": recipient.agency})
            return redirect("cascade_sending", recipient.cascade_id)
    cascade = recipient.cascade
    context = {
        "recipient": recipient,
        "cascade": cascade,
        "is_out": cascade.state == CascadeState.SENT,
        "form": form,
        "problem": problem,
        "breadcrumbs": crumbs(cascade),
    }
    status = TOLD_WRONG if problem or form.errors else 200
    return render(request, "training/cascades/link.html", context, status=status)


@only_with(SEND_CASCADES)
@require_POST
def cascade_link_revoke(request: HttpRequest, recipient_id: int) -> HttpResponse:
    """Every link of the agency given out before is dead."""
    recipient = recipient_of_site(request, recipient_id)
    revoke_link(recipient, by=person(request))
    messages.success(
        request,
        _("The link of %(agency)s is revoked. Send a new one if it should still answer.")
        % {"agency": recipient.agency},
    )
    return redirect("cascade_sending", recipient.cascade_id)


@only_with(SEND_CASCADES)
@require_http_methods(["GET", "HEAD", "POST"])
def cascade_add_agency(request: HttpRequest, cascade_id: int) -> HttpResponse:
    """Sends a cascade that is out to one more agency."""
    cascade, problem = cascade_of(request, cascade_id), ""
    if cascade.state != CascadeState.SENT:
        return redirect("cascade_sending", cascade.pk)
    there = set(cascade.recipients.filter(parent=None).values_list("agency", flat=True))
    agencies = [one for one in agencies_offered(cascade.partnership) if one.pk not in there]
    form = AddAgencyForm(request.POST or None, agencies=agencies)
    if request.method == "POST" and form.is_valid():
        agency = form.agency_chosen
        try:
            add_agency(cascade, agency, to=form.cleaned_data["to"], by=person(request))
        except CascadeError as error:
            problem = str(error)
        else:
            messages.success(request, _("It is on its way to %(agency)s.") % {"agency": agency})
            return redirect("cascade_sending", cascade.pk)
    context = {
        "cascade": cascade,
        "form": form,
        "problem": problem,
        "none_left": not agencies,
        "breadcrumbs": crumbs(cascade),
    }
    return render(
        request, "training/cascades/add_agency.html", context, status=TOLD_WRONG if problem or form.errors else 200
    )
