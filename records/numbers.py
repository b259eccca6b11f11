"""编号: the next number of a series of a year, without gaps within committed work."""

from django.db import transaction

from .models import Series


def next_number(series: str, year: int) -> int:
    """The next number; the series' row is locked until the caller's transaction ends."""
    return next_numbers(series, year, 1)[0]


def next_numbers(series: str, year: int, n: int) -> range:
    """The next `n` numbers in order, taken at once."""
    with transaction.atomic():
        Series.objects.bulk_create([Series(name=series, year=year)], ignore_conflicts=True)
        row = Series.objects.select_for_update().get(name=series, year=year)
        first = row.last + 1
        row.last += n
        row.save(update_fields=["last"])
        return range(first, first + n)
