"""The addresses of `training.feedback`. `<token>` is long; nothing else below training/feedback/ is a word."""

from django.urls import path

from training.feedback import public_views, views

urlpatterns = [
    path("training/events/<int:event_id>/feedback/", views.feedback, name="feedback"),
    path("training/events/<int:event_id>/feedback/results/", views.feedback_results, name="feedback_results"),
    path("training/events/<int:event_id>/feedback/<slug:moment>/", views.feedback_round, name="feedback_round"),
    path("training/events/<int:event_id>/feedback/<slug:moment>/sheet/", views.feedback_sheet, name="feedback_sheet"),
    path(
        "training/events/<int:event_id>/feedback/<slug:moment>/sheet.pdf", views.feedback_paper, name="feedback_paper"
    ),
    path("training/quotes/", views.feedback_quotes, name="feedback_quotes"),
    path("training/feedback/<slug:token>/", public_views.feedback_form, name="feedback_form"),
    path("training/feedback/<slug:token>/thanks/", public_views.feedback_thanks, name="feedback_thanks"),
    path("training/feedback/<slug:token>/qr.png", public_views.feedback_qr, name="feedback_qr"),
]
