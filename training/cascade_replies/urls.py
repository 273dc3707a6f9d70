"""The addresses of `training.cascade_replies`."""

from django.urls import path

from training.cascade_replies import views

urlpatterns = [path("cascade/reply/<str:token>/", views.cascade_reply, name="cascade_reply")]
