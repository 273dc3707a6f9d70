"""The addresses that belong to the site as a whole, and the pictures it serves."""

from django.urls import URLPattern, URLResolver, path
from wagtail.contrib.sitemaps.views import sitemap

from partnership.home import uploads, views

urlpatterns: list[URLPattern | URLResolver] = [
    path("contrast/", views.contrast, name="contrast"),
    path("look/<str:name>.css", views.look, name="look"),
    path("accessibility/", views.accessibility, name="accessibility"),
    path("leaving-this-site/", views.leaving, name="leaving"),
    path("robots.txt", views.robots, name="robots"),
    path("sitemap.xml", sitemap, name="sitemap"),
    path("healthz", views.healthz, name="healthz"),
    path("uploads/images/<str:name>", uploads.rendition, name="upload"),
    path("uploads/avatar_images/<str:name>", uploads.avatar, name="avatar"),
]
