"""The address of the bare view. Never part of the product's own addresses."""

from django.contrib.contenttypes.models import ContentType
from django.http import HttpRequest, HttpResponse
from django.urls import path


def one_query(request: HttpRequest) -> HttpResponse:
    """One row by its key, as text."""
    row = ContentType.objects.filter(model="page").first()
    return HttpResponse(f"<p>{row.model if row else 'nothing'}</p>")


urlpatterns = [path("", one_query), path("healthz", one_query)]
