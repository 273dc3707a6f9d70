"""The one address of the protocol, by GET and by POST."""

from pathlib import Path

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from partnership.harvest.arguments import arguments_of
from partnership.harvest.errors import ProtocolError
from partnership.harvest.verbs import ANSWERS, Asking
from partnership.harvest.xml import add, as_bytes, frame
from partnership.published import place_of

XML = "text/xml; charset=utf-8"
LRMI_SCHEMA = Path(__file__).with_name("lrmi.xsd")
# Codes after which the request is not repeated in the answer: it could not be understood (section 3.6).
NOT_UNDERSTOOD = frozenset({"badVerb", "badArgument"})


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def oai(request: HttpRequest) -> HttpResponse:
    """An answer or an error of the protocol: always 200, as it wants it. Nothing is changed, so anybody may post."""
    place = place_of(request)
    base_url, arguments = place.at(reverse("oai")), {}
    try:
        arguments = arguments_of(request)
        root = frame(base_url, arguments)
        ANSWERS[arguments["verb"]](root, Asking(place, arguments))
    except ProtocolError as error:
        root = frame(base_url, {} if error.code in NOT_UNDERSTOOD else arguments)
        add(root, "error", str(error)).set("code", error.code)
    return HttpResponse(as_bytes(root), content_type=XML, headers={"Cache-Control": "no-cache"})


@require_safe
def lrmi_schema(request: HttpRequest) -> HttpResponse:
    """What a record in the format `lrmi` is made of."""
    return HttpResponse(LRMI_SCHEMA.read_bytes(), content_type=XML)
