"""The web application, as granian and gunicorn load it."""

import os

import kombu.transport.redis  # noqa: F401 - loaded now, so that the first hint of a request does not wait for it
from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "project.settings")
application = get_wsgi_application()
