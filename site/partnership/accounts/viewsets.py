"""The admin's list of people."""

from wagtail.users.views.users import UserViewSet

from partnership.accounts.forms import PersonCreationForm, PersonEditForm


class PersonViewSet(UserViewSet):
    """Wagtail's own, for people known by an e-mail address and without passwords chosen for them."""

    def get_form_class(self, for_update: bool = False) -> type[PersonCreationForm] | type[PersonEditForm]:
        return PersonEditForm if for_update else PersonCreationForm
