"""What a browser is told about trust, with every response: where scripts may come from, and what a page may ask for."""

from csp.middleware import CSPMiddleware, PolicyParts
from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.utils.functional import cached_property

FIXED_HEADERS = {
    # Nothing here uses a camera, a microphone or a place; no page or frame of ours may start to.
    "Permissions-Policy": (
        "accelerometer=(), autoplay=(), browsing-topics=(), camera=(), display-capture=(), encrypted-media=(), geolocation=(), "
        "gyroscope=(), magnetometer=(), microphone=(), midi=(), payment=(), serial=(), usb=(), xr-spatial-tracking=()"
    ),
    "Cross-Origin-Resource-Policy": "same-origin",
}


class ContentSecurityPolicyMiddleware(CSPMiddleware):
    """The strict policy of `CONTENT_SECURITY_POLICY` for the site, `ADMIN_CONTENT_SECURITY_POLICY` under the admin.

    Also says that pages differ by cookie: high contrast is one, and a cache between us and the reader must not mix them.
    """

    @cached_property
    def _admin(self) -> str:
        return reverse("wagtailadmin_home")

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        for name, value in FIXED_HEADERS.items():
            response.setdefault(name, value)
        if response.get("Content-Type", "").startswith("text/html"):
            patch_vary_headers(response, ["Cookie"])
        return super().process_response(request, response)

    def get_policy_parts(
        self, request: HttpRequest, response: HttpResponseBase, report_only: bool = False
    ) -> PolicyParts:
        parts = super().get_policy_parts(request, response, report_only)
        if report_only or parts.config is not None:
            return parts
        if getattr(request, "is_preview", False):  # a page as readers will see it, in a frame beside the editor
            parts.replace = {**(parts.replace or {}), "frame-ancestors": ["'self'"]}
        elif request.path_info.startswith(self._admin):
            parts.config = settings.ADMIN_CONTENT_SECURITY_POLICY
        return parts
