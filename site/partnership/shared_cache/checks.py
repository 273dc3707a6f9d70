"""What is wrong with how a cache in front of the site is set up, said before the site starts."""

from typing import Any

from django.conf import settings
from django.core.checks import Error, register
from django.core.exceptions import ImproperlyConfigured
from wagtail.contrib.frontend_cache.utils import get_backends


@register()
def shared_cache_is_set_up(**_kwargs: Any) -> list[Error]:
    """FRONTEND_CACHE names kinds of cache that there are; SHARED_CACHE_SECONDS needs one that can be told."""
    try:
        backends = get_backends(settings.WAGTAILFRONTENDCACHE)
    except (ImproperlyConfigured, AttributeError, KeyError, TypeError) as problem:
        return [
            Error(
                f"FRONTEND_CACHE cannot be read: {type(problem).__name__} {problem}", id="partnership.shared_cache.E001"
            )
        ]
    if settings.SHARED_CACHE_SECONDS and not backends:
        return [
            Error(
                "SHARED_CACHE_SECONDS is set, and no FRONTEND_CACHE that can be told when a page is withdrawn.",
                hint="Set FRONTEND_CACHE as docs/operators.md says, or leave SHARED_CACHE_SECONDS at 0.",
                id="partnership.shared_cache.E002",
            )
        ]
    return []
