"""The address that harvesters are given, and the schema of the second format."""

from django.urls import path

from partnership.harvest import views

urlpatterns = [
    path("oai/", views.oai, name="oai"),
    path("oai/lrmi.xsd", views.lrmi_schema, name="oai_lrmi_schema"),
]
