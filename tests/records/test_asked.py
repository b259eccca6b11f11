"""Numbers in addresses and forms: what is no number is nothing, never an error."""

import pytest

from records import asked


@pytest.mark.parametrize("text", [None, "", "abc", "-1", "²", "١", " 1", "1.0", "\x00", "9" * 19, "9" * 5000])
def test_number_is_none_for_what_no_row_can_have(text):
    assert asked.number(text) is None


def test_numbers_keep_what_can_be_an_id():
    assert asked.number(str(asked.LARGEST)) == asked.LARGEST
    assert asked.numbers(["7", "²", "", "12", "9" * 30]) == [7, 12]
