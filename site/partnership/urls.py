"""Every address of the site; pages of the tree come last."""

from django.urls import include, path
from django.views.decorators.cache import never_cache
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.admin.auth import require_admin_access
from wagtail.documents import urls as wagtaildocs_urls

from learning.withdraw_view import WithdrawView
from partnership.accounts.views import admin_sign_in, page_sign_in
from partnership.first_step import ByFirstStep

_ALL = [
    # Wagtail's own two sign-in forms know no second factor: these stand in front of them.
    path("admin/login/", admin_sign_in),
    path("_util/login/", page_sign_in),
    # Wagtail's "unpublish", asking what readers are to be told: every button of the admin that leads there leads here.
    path("admin/pages/<int:page_id>/unpublish/", never_cache(require_admin_access(WithdrawView.as_view()))),
    path("admin/", include(wagtailadmin_urls)),
    path("accounts/", include("partnership.accounts.urls")),
    path("", include("media.urls")),  # hands over documents itself: before Wagtail's view of them
    path("documents/", include(wagtaildocs_urls)),
    path("", include("partnership.home.urls")),
    path("", include("partnership.search.urls")),
    path("", include("partnership.alerts.urls")),
    path("", include("partnership.api.urls")),
    path("", include("partnership.harvest.urls")),
    path("", include("partnership.lists.urls")),
    path("", include("learning.urls")),
    path("", include("briefings.urls")),
    path("", include("training.urls")),
    path("", include("partnership.series.urls")),
    path("", include(wagtail_urls)),
]

urlpatterns = [ByFirstStep(_ALL)]
