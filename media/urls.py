"""The addresses of decks and documents."""

from django.urls import URLPattern, URLResolver, path

from media import origin_views, views

urlpatterns: list[URLPattern | URLResolver] = [
    # Wagtail's own address for documents, which it lists after ours: its view shows PDFs in place and lets caches keep them.
    path("documents/<int:pk>/<path:filename>", views.document_file),
    path("decks/<int:pk>/", views.deck, name="deck"),
    path("decks/<int:pk>/deck.pptx", views.deck_file, name="deck_file"),
    path("decks/<int:pk>/slides/<int:number>/<str:size>.webp", views.slide_picture, name="slide_picture"),
    path("decks/<int:pk>/origins/", origin_views.origins, name="deck_origins"),
    path("decks/<int:pk>/origins/<int:number>/", origin_views.decide, name="decide_origin"),
    path("decks/<int:pk>/editions/", origin_views.new_edition, name="deck_edition"),
]
