"""Stands in INSTALLED_APPS for `wagtail.users`, to put our own forms into its pages."""

from wagtail.users.apps import WagtailUsersAppConfig


class PeopleConfig(WagtailUsersAppConfig):
    user_viewset = "partnership.accounts.viewsets.PersonViewSet"
