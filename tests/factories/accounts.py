"""People, by what they may do."""

import factory
from django.contrib.auth.models import Group
from factory.django import DjangoModelFactory

from partnership.accounts.models import User


class UserFactory(DjangoModelFactory):
    class Meta:
        model = User
        skip_postgeneration_save = True

    email = factory.Sequence(lambda n: f"person{n}@example.org")
    password = factory.django.Password("correct horse battery staple")

    @factory.post_generation
    def group(self, create, extracted, **kwargs):
        """The name of a group to put them in."""
        if create and extracted:
            self.groups.add(Group.objects.get(name=extracted))
