"""How big, deep and many: the figures of this install."""

from django.conf import settings

from media.opc.limits import Limits


def limits() -> Limits:
    """`MEDIA_UPLOAD_LIMIT` (bytes), and any other field of Limits in `MEDIA_LIMITS`."""
    return Limits(**{"upload_bytes": settings.MEDIA_UPLOAD_LIMIT, **settings.MEDIA_LIMITS})
