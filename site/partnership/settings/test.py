"""The tests' settings: as production where it matters, different only for speed and silence."""

import tempfile
from pathlib import Path

from .base import *
from .base import DATABASES

SECRET_KEY = "a-key-for-the-tests"  # noqa: S105 - guards nothing
ALLOWED_HOSTS = ["testserver", "127.0.0.1", "localhost", ".localhost"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
PAGE_CACHE_SECONDS = (
    0  # most tests never commit, so nothing would tell the cache of a change; its own tests switch it on
)
MEDIA_ROOT = Path(tempfile.mkdtemp(prefix="cascade-test-uploads-"))
STATIC_ROOT = Path(tempfile.mkdtemp(prefix="cascade-test-static-"))  # nothing is collected, but it has to be there
AXES_ENABLED = False
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    DATABASES["default"]["TEST"] = {"NAME": ":memory:"}
