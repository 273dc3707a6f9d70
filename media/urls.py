"""The addresses of decks and documents."""

from django.urls import URLPattern, URLResolver, path

from media import views

urlpatterns: list[URLPattern | URLResolver] = [
    # Wagtail's own address for documents, which it lists after ours: its view shows PDFs in place and lets caches keep them.
    path("documents/<int:pk>/<path:filename>", views.document_file),
    path("decks/<int:pk>/", views.deck, name="deck"),
    path("decks/<int:pk>/deck.pptx", views.deck_file, name="deck_file"),
]
