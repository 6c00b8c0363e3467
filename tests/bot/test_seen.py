"""What was seen already is known again, as far back as memory goes."""

from bot.seen import Seen


def test_an_id_is_new_once():
    seen = Seen()

    assert [seen.again(number) for number in (7, 8, 7, 7, 8)] == [False, False, True, True, True]


def test_only_the_last_ids_are_remembered():
    seen = Seen(most=3)
    for number in (1, 2, 3, 4):
        seen.again(number)

    assert [seen.again(number) for number in (4, 3, 2)] == [True, True, True]
    assert not seen.again(1)
    assert not seen.again(2)  # 1 took its place


def test_ten_thousand_ids_are_remembered_unless_said_otherwise():
    seen = Seen()
    for number in range(10_001):
        seen.again(number)

    assert seen.again(1)
    assert not seen.again(0)
