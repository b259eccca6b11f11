"""The web application, as granian and gunicorn load it: everything a first request would wait for is loaded before it."""

import gc
import os

import kombu.transport.redis  # noqa: F401 - else the first hint of a request waits for it
from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "project.settings")
application = get_wsgi_application()
get_resolver().reverse_dict  # noqa: B018 - reads every address of the house: more than a second

# What is loaded stays. Left to itself the collector walks through it again and again, and each time somebody's page
# waits a tenth of a second for that.
gc.collect()
gc.freeze()
gc.set_threshold(10_000, 10, 10)
