import pytest
from django.db import transaction

from records import numbers

pytestmark = pytest.mark.django_db


def test_numbers_of_a_batch_follow_those_given_one_by_one():
    assert numbers.next_number("整改", 2026) == 1
    assert list(numbers.next_numbers("整改", 2026, 3)) == [2, 3, 4]
    assert numbers.next_number("整改", 2026) == 5
    assert numbers.next_number("整改", 2027) == 1


def test_numbers_of_work_that_fails_are_given_again():
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        numbers.next_numbers("整改", 2026, 50)
        raise ZeroDivisionError
    assert numbers.next_number("整改", 2026) == 1
