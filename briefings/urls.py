"""Addresses of the briefings room that are not pages of the tree."""

from django.urls import path

from briefings.exports.briefing_formats import FORMATS
from briefings.views import briefing_files, packs

urlpatterns = [
    path("reviews/<slug:slug>/pack/", packs.pack, name="review_pack"),
    path("reviews/<slug:slug>/pack.zip", packs.pack_zip, name="review_pack_zip"),
    path("reviews/<slug:slug>/deck.pptx", packs.review_deck_file, name="review_deck"),
    *(
        path(f"briefings/<slug:slug>/{one.file_name}", briefing_files.briefing_file, {"key": key}, name=one.url_name)
        for key, one in FORMATS.items()
    ),
]
