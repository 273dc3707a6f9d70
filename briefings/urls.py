"""Addresses of the briefings room that are not pages of the tree."""

from django.urls import path

from briefings import pack_check_views, pack_views, subscription_views, summary_views, views
from briefings.exports.briefing_formats import FORMATS, SUMMARY_FORMATS

urlpatterns = [
    path("reviews/<slug:slug>/pack/", pack_views.pack, name="review_pack"),
    path("reviews/<slug:slug>/pack.zip", pack_views.pack_zip, name="review_pack_zip"),
    path("reviews/<slug:slug>/pack/editions/<int:number>/", pack_views.pack_edition, name="pack_edition"),
    path(
        "reviews/<slug:slug>/pack/editions/<int:number>/pack.zip", pack_views.pack_edition_zip, name="pack_edition_zip"
    ),
    path("packs/check/", pack_check_views.pack_check, name="pack_check"),
    path("reviews/<slug:slug>/pack/updates/", subscription_views.updates, name="pack_updates"),
    path("packs/updates/<str:token>/", subscription_views.confirm_updates, name="confirm_pack_updates"),
    path("packs/updates/<str:token>/stop/", subscription_views.stop_updates, name="stop_pack_updates"),
    path("reviews/<slug:slug>/deck.pptx", pack_views.review_deck_file, name="review_deck"),
    path("briefings/<slug:slug>/email/", views.briefing_email_page, name="briefing_email"),
    path("briefings/<slug:slug>/used/qr.png", views.briefing_qr_code, name="briefing_qr_code"),
    *(
        path(f"briefings/<slug:slug>/{one.file_name}", views.briefing_file, {"key": key}, name=one.url_name)
        for key, one in FORMATS.items()
    ),
    path("national/<slug:slug>/email/", summary_views.summary_email_page, name="summary_email"),
    *(
        path(f"national/<slug:slug>/{one.file_name}", summary_views.summary_file, {"key": key}, name=one.url_name)
        for key, one in SUMMARY_FORMATS.items()
    ),
]
