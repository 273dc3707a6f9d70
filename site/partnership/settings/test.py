"""The tests' settings: as production where it matters, different only for speed and silence."""

import tempfile
from pathlib import Path

from .base import *
from .base import DATABASES, STORAGES

SECRET_KEY = "a-key-for-the-tests"  # noqa: S105 - guards nothing
ALLOWED_HOSTS = ["testserver", "127.0.0.1", "localhost", ".localhost"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
# Most tests never commit, so nothing would tell these of a change: their own tests switch them on.
PAGE_CACHE_SECONDS = KEPT_PARTS_SECONDS = 0
_TEMPORARY = tempfile.TemporaryDirectory(prefix="cascade-test-")  # gone with the process
MEDIA_ROOT = Path(_TEMPORARY.name) / "uploads"
MAIL_SENDERS_ROOT = Path(_TEMPORARY.name) / "mail_senders"
STORAGES = STORAGES | {
    "sealed": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": f"{_TEMPORARY.name}/sealed"},
    }
}
MADE_STATIC_ROOT = Path(_TEMPORARY.name) / "made_static"
STATIC_ROOT = Path(_TEMPORARY.name) / "static"  # empty, and there: whitenoise warns of a missing one
STATIC_ROOT.mkdir()
AXES_ENABLED = False
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    DATABASES["default"]["TEST"] = {"NAME": ":memory:"}
