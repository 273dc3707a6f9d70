"""Addresses of the briefings room that are not pages of the tree."""

from django.urls import path

from briefings import pack_views, views

urlpatterns = [
    path("reviews/<slug:slug>/pack/", pack_views.pack, name="review_pack"),
    path("reviews/<slug:slug>/pack.zip", pack_views.pack_zip, name="review_pack_zip"),
    path("reviews/<slug:slug>/deck.pptx", pack_views.review_deck_file, name="review_deck"),
    path("briefings/<slug:slug>/briefing.pdf", views.briefing_pdf_file, name="briefing_pdf"),
]
