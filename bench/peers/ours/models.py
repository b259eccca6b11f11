"""A subject with nothing of its own: what the bench moves through the product's engine."""

from workflows.models import Subject


class Item(Subject):
    KIND = "bench"
