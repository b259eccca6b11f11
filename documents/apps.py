from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    """Facts + template → paper: fonts, engine, digest, verification."""

    name = "documents"
