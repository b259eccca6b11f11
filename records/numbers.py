"""编号: the next number of a series of a year, without gaps within committed work."""

from django.db import transaction

from .models import Series


def next_number(series: str, year: int) -> int:
    """The next number; the series' row is locked until the caller's transaction ends."""
    with transaction.atomic():
        Series.objects.bulk_create([Series(name=series, year=year)], ignore_conflicts=True)
        row = Series.objects.select_for_update().get(name=series, year=year)
        row.last += 1
        row.save(update_fields=["last"])
        return row.last
