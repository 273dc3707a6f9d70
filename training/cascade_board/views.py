"""Where a cascade stopped."""

from django.contrib.auth.decorators import login_required, permission_required
from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache

from training.permissions import SEE_CASCADES


@never_cache
@login_required
@permission_required(SEE_CASCADES, raise_exception=True)
def cascade_board(request: HttpRequest, cascade_id: int) -> HttpResponse:
    """The board."""
    return HttpResponse(status=404)
