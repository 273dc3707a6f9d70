"""The addresses of `learning.mail_queue`."""

from django.urls import path

from learning.mail_queue import views

urlpatterns = [
    path("mail/", views.mailings, name="mailings"),
    path("mail/<int:pk>/", views.mailing, name="mailing"),
    path("mail/<int:pk>/hold/", views.hold, name="mailing_hold"),
    path("mail/letters/", views.letters, name="mail_letters"),
    path("mail/letters/<int:pk>/", views.decide, name="mail_decide"),
    path("mail/server/", views.try_server, name="mail_server"),
]
