"""Everything that can happen to a plan. Pages, API, Celery, import and shell all come through here."""
