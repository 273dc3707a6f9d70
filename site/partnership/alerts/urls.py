"""The addresses of alerts."""

from django.urls import path

from partnership.alerts import newsletter_views, views
from partnership.alerts.feeds import NewsFeed

urlpatterns = [
    path("alerts/", views.alerts, name="alerts"),
    path("alerts/confirm/<str:token>/", views.confirm, name="confirm_alerts"),
    path("alerts/yours/<str:token>/", views.yours, name="your_alerts"),
    path("alerts/stop/<str:token>/", views.stop, name="stop_alerts"),
    path("alerts/newsletter/", newsletter_views.newsletter, name="newsletter"),
    path(
        "alerts/newsletter/newsletter.html", newsletter_views.newsletter_file, {"form": "html"}, name="newsletter_html"
    ),
    path("alerts/newsletter/newsletter.txt", newsletter_views.newsletter_file, {"form": "txt"}, name="newsletter_text"),
    path("feeds/<slug:what>.atom", NewsFeed(), name="feed"),
]
