"""For somebody who has lost their phone and their recovery codes."""

from argparse import ArgumentParser
from typing import Any

from allauth.mfa.models import Authenticator
from django.core.management.base import BaseCommand, CommandError
from wagtail.log_actions import log

from partnership.accounts.models import User


class Command(BaseCommand):
    help = "Take the second factor off an account, so that its owner can set up another. Be sure who is asking."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("email", help="the work e-mail address the person signs in with")

    def handle(self, *args: Any, email: str, **options: Any) -> None:
        person = User.objects.filter(email__iexact=email).first()
        if person is None:
            raise CommandError(f"Nobody here signs in with {email}.")
        count, _ = Authenticator.objects.filter(user=person).delete()
        if not count:
            raise CommandError(f"{person.email} has no second factor.")
        log(person, "accounts.forget_second_factor")
        self.stdout.write(f"{person.email} signs in with the password alone until a new second factor is set up.")
