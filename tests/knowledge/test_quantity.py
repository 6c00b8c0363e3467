"""Amounts as guides write them."""

import pytest

from knowledge.quantity import Quantity


@pytest.mark.parametrize(
    ("written", "minimum", "maximum", "open_ended"),
    [
        ("£55K–£70K", 55_000, 70_000, False),
        ("$360K–$600K+", 360_000, 600_000, True),
        ("$105,000 to $130,000", 105_000, 130_000, False),
        ("£110,000 to £160,000 or more", 110_000, 160_000, True),
        ("£55–70K", 55_000, 70_000, False),
        ("£35-50k", 35_000, 50_000, False),
        ("$900K-1.2M", 900_000, 1_200_000, False),
        ("$1.5M", 1_500_000, 1_500_000, False),
        ("10-15", 10, 15, False),
        ("10 to 15", 10, 15, False),
        ("0–2", 0, 2, False),
        ("8+", 8, None, True),
        ("8 and more", 8, None, True),
        ("8 and up", 8, None, True),
        ("10 months", 10, 10, False),  # the m of months is no million
        (12, 12, 12, False),
        (2.5, 2.5, 2.5, False),
        ("  7 ", 7, 7, False),
    ],
)
def test_a_notation_is_read_as_the_guide_means_it(written, minimum, maximum, open_ended):
    quantity = Quantity.parse(written)

    assert (quantity.minimum, quantity.maximum, quantity.open_ended) == (minimum, maximum, open_ended)
    assert str(quantity) == str(written).strip()


@pytest.mark.parametrize(
    ("written", "message"),
    [
        ("", "must be a number or a range like 10-15 or £55K–£70K, but is ''"),
        ("a lot", "must be a number or a range like 10-15 or £55K–£70K, but is 'a lot'"),
        ("1-2-3", "must be a number or a range like 10-15 or £55K–£70K, but is '1-2-3'"),
        ("-5", "must be a number or a range like 10-15 or £55K–£70K, but is '-5'"),
        (-5, "must be a number or a range like 10-15 or £55K–£70K, but is '-5'"),
        (float("nan"), "must be a number or a range like 10-15 or £55K–£70K, but is 'nan'"),
        ("£70K–£55K", "the minimum is above the maximum in '£70K–£55K'; swap the two"),
        ("£70–55K", "the minimum is above the maximum in '£70–55K'; swap the two"),
        ("£55K–£70", "the minimum is above the maximum in '£55K–£70'; swap the two"),
        (True, "must be a number or a range like 10-15, but is True"),
        (None, "must be a number or a range like 10-15, but is None"),
        ([10, 15], "must be a number or a range like 10-15, but is [10, 15]"),
    ],
)
def test_what_is_no_amount_is_refused_in_words(written, message):
    with pytest.raises(ValueError) as refused:
        Quantity.parse(written)

    assert str(refused.value) == message


def test_a_quantity_is_taken_as_it_is():
    quantity = Quantity.parse("8+")

    assert Quantity.parse(quantity) is quantity
