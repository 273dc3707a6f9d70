"""The one-command run on one's own machine: the demo sites at *.localhost, mail into files, no second factor."""

from .base import *
from .base import VAR_DIR, env
from .secret_key import stored_secret_key

DEBUG = env.bool("DEBUG", default=False)
WHITENOISE_USE_FINDERS = True
SECRET_KEY = env("SECRET_KEY", default="") or stored_secret_key(VAR_DIR / "secret_key")
ALLOWED_HOSTS = ["127.0.0.1", "localhost", ".localhost", "[::1]"]
INTERNAL_IPS = ["127.0.0.1"]
