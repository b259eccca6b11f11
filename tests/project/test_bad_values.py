"""What the database cannot hold is bad input."""

from django.db import DataError, IntegrityError
from django.test import RequestFactory

from project.middleware import CalmErrors


def test_value_the_database_cannot_hold_is_bad_input():
    calm = CalmErrors(lambda request: None)
    asked = RequestFactory().get("/plans/", {"q": "\x00"})
    assert calm.process_exception(asked, DataError("NUL")).status_code == 400
    assert calm.process_exception(asked, IntegrityError("ours")) is None
