from django.apps import AppConfig
from django.core import checks


class DocumentsConfig(AppConfig):
    """Facts + template → paper: fonts, engine, digest, verification."""

    name = "documents"

    def ready(self):
        """What is set for papers is looked at when anything starts."""
        from .checks import check_seal_service, check_signing_key  # noqa: PLC0415 - not before settings are whole

        checks.register(check_signing_key)
        checks.register(check_seal_service)
