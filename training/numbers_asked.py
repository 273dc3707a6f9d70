"""A thing named by its number in an address."""

from django.http import Http404, HttpRequest

LONGEST = 18  # digits: what a database's whole numbers hold


def number_asked(request: HttpRequest, name: str) -> int | None:
    """The number under `name` in the address; None where it is empty or not there.

    Raises:
        Http404: it is no number.
    """
    text = request.GET.get(name, "")
    if not text:
        return None
    if not (text.isascii() and text.isdigit() and len(text) <= LONGEST):
        raise Http404
    return int(text)
