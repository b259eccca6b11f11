"""Everything that can happen to a rectification item. Pages, API, Celery, import and shell all come through here."""
