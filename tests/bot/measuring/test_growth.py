"""How latency, memory and build rate grow."""

from bot.measuring.growth import growth


def test_a_size_is_a_line_with_every_figure_measured(settings):
    head, line = growth(settings, sizes=(60,))

    assert head.split() == "passages search median 95th memory encode/s rest of build same first 10".split()
    passages, search, median, _, slow, _, memory, _, rate, rest, _, same = line.split()
    assert (int(passages) >= 60, search, float(same)) == (True, "exact", 1.0)
    assert 0.5 < float(median) <= float(slow) < 1_000
    assert float(memory) > 50
    assert 1 < float(rate) < 10_000
    assert 0 < float(rest) < 60
