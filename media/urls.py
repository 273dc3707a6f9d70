from django.urls import URLPattern, URLResolver, path

from media import views

urlpatterns: list[URLPattern | URLResolver] = [
    path("decks/<int:pk>/", views.deck, name="deck"),
    path("decks/<int:pk>/deck.pptx", views.deck_file, name="deck_file"),
]
