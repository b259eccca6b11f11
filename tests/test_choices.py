"""A select that waits for a choice says what to choose."""

from django import forms
from django.urls import get_resolver


def _forms(kind=forms.BaseForm):
    for each in kind.__subclasses__():
        yield each
        yield from _forms(each)


def test_no_select_begins_with_dashes():
    assert get_resolver().url_patterns  # every view, and so every form, is loaded
    found = {
        f"{form.__module__}.{form.__name__}.{name}"
        for form in _forms()
        if not form.__module__.startswith(("django.", "viewflow."))
        for name, field in getattr(form, "base_fields", {}).items()
        if getattr(field, "empty_label", None) == "---------"
        or any(str(label) == "---------" for _value, label in getattr(field, "_choices", None) or ())
    }
    assert found == set()
