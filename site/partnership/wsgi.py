"""The WSGI application: `gunicorn --pythonpath site partnership.wsgi`."""

import os

from django.core.wsgi import get_wsgi_application

from partnership.read_as_utf_8 import reading_utf_8

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "partnership.settings.production")

application = reading_utf_8(get_wsgi_application())
