"""The addresses that belong to the site as a whole, and the pictures it serves."""

from django.urls import URLPattern, URLResolver, path

from partnership.home import setting_views, uploads, views
from partnership.structured_data import views as for_robots

urlpatterns: list[URLPattern | URLResolver] = [
    path("contrast/", views.contrast, name="contrast"),
    path("look/<str:name>.css", views.look, name="look"),
    path("accessibility/", views.accessibility, name="accessibility"),
    path("leaving-this-site/", views.leaving, name="leaving"),
    path("robots.txt", for_robots.robots, name="robots"),
    path("sitemap.xml", for_robots.sitemap, name="sitemap"),
    path("sitemap-<slug:section>.xml", for_robots.sitemap_section, name="sitemap_section"),
    path("for/", setting_views.settings_list, name="for_settings"),
    path("for/<slug:slug>/", setting_views.setting, name="for_setting"),
    path("healthz", views.healthz, name="healthz"),
    path("uploads/images/<str:name>", uploads.rendition, name="upload"),
    path("uploads/avatar_images/<str:name>", uploads.avatar, name="avatar"),
]
