"""The addresses of `training.cascades`."""

from django.urls import URLPattern, path

from training.cascades import draft_views, link_views, list_views, preview_views, sending_views

urlpatterns: list[URLPattern] = [
    path("cascade/", list_views.cascades, name="cascades"),
    path("cascade/new/", draft_views.cascade_new, name="cascade_new"),
    path("cascade/<int:cascade_id>/edit/", draft_views.cascade_edit, name="cascade_edit"),
    path("cascade/<int:cascade_id>/delete/", draft_views.cascade_delete, name="cascade_delete"),
    path("cascade/<int:cascade_id>/preview/", preview_views.cascade_preview, name="cascade_preview"),
    path("cascade/<int:cascade_id>/preview/<int:agency_id>/", preview_views.cascade_mail, name="cascade_mail"),
    path("cascade/<int:cascade_id>/send/", sending_views.cascade_send, name="cascade_send"),
    path("cascade/<int:cascade_id>/sending/", sending_views.cascade_sending, name="cascade_sending"),
    path("cascade/<int:cascade_id>/hold/", sending_views.cascade_hold, name="cascade_hold"),
    path("cascade/<int:cascade_id>/release/", sending_views.cascade_release, name="cascade_release"),
    path("cascade/<int:cascade_id>/withdraw/", sending_views.cascade_withdraw, name="cascade_withdraw"),
    path("cascade/<int:cascade_id>/close/", sending_views.cascade_close, name="cascade_close"),
    path("cascade/<int:cascade_id>/reopen/", sending_views.cascade_reopen, name="cascade_reopen"),
    path("cascade/<int:cascade_id>/agencies/add/", link_views.cascade_add_agency, name="cascade_add_agency"),
    path("cascade/recipients/<int:recipient_id>/link/", link_views.cascade_link_new, name="cascade_link_new"),
    path("cascade/recipients/<int:recipient_id>/revoke/", link_views.cascade_link_revoke, name="cascade_link_revoke"),
]
