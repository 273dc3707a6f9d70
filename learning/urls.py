"""Addresses of the learning room that are not pages of the tree."""

from django.urls import include, path

from learning import views
from learning.slides import views as slides

urlpatterns = [
    path("learning/<int:point_id>/", views.learning_point, name="learning_point"),
    path("themes/", views.theme_index, name="theme_index"),
    path("themes/<slug:slug>/", views.theme, name="theme"),
    path("campaigns/", views.campaigns, name="campaigns"),
    path("slides/", slides.library, name="slide_library"),
    path("slides/choose/", slides.choose, name="choose_slides"),
    path("slides/combine/", slides.combine, name="combine_slides"),
    path("slides/<int:pk>/", slides.slide, name="slide"),
    path("slides/<int:pk>/points/", slides.tie_point, name="tie_point"),
    path("", include("learning.mail_queue.urls")),
]
