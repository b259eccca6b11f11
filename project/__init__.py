"""The project: settings, URLs, Celery, and what ties the apps together."""

from .celery import app as celery_app

__all__ = ["celery_app"]
