"""The smallest Django there is to compare with: the same database file and options, no middleware, one view that makes one query."""

from partnership.settings.base import DATABASES, TIME_ZONE, USE_TZ

__all__ = ["DATABASES", "TIME_ZONE", "USE_TZ"]

SECRET_KEY = "a-key-for-the-benchmark"
ALLOWED_HOSTS = ["127.0.0.1"]
INSTALLED_APPS = ["django.contrib.contenttypes"]
MIDDLEWARE: list[str] = []
ROOT_URLCONF = "bare_urls"
