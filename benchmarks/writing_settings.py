"""The site's own settings with the benchmark's addresses; with `DEFAULT_SQLITE=1`, SQLite as Django sets it up by itself."""

import os

from partnership.settings.dev import *  # noqa: F403
from partnership.settings.dev import DATABASES, LOGGING, MIDDLEWARE

ROOT_URLCONF = "writing_urls"
MIDDLEWARE = [name for name in MIDDLEWARE if not name.endswith("CsrfViewMiddleware")]  # the clients fill in no form
LOGGING["handlers"]["console"]["level"] = "CRITICAL"  # every refusal is counted, not printed
if os.environ.get("DEFAULT_SQLITE") == "1":
    DATABASES["default"]["OPTIONS"] = {}
    DATABASES["default"]["CONN_MAX_AGE"] = 0
