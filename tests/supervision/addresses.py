"""Which address of reminders and 督办 answers whom: rows of the table in tests/test_addresses.py."""

from plans.supervision.models import ReminderRule

FIRST = {"reminders": "rule"}


def table(*, everybody) -> dict:
    """name → (GET, POST without data)."""
    admin = {"business_admin"}
    rest = everybody - admin
    return {
        "reminder_rules": ({200: admin, 409: rest}, 405),
        "reminder_rule_new": ({200: admin, 409: rest}, {200: admin, 302: rest}),
        "reminder_rule": ({200: admin, 409: rest}, {200: admin, 302: rest}),
        "reminder_rule_switch": (405, 302),
        "supervision_settings": ({200: admin, 409: rest}, {200: admin, 302: rest}),
    }


def given() -> dict[str, int]:
    """A rule."""
    return {"rule": ReminderRule.objects.first().pk}
