"""What is under way is counted, and a stopping bot waits for it."""

import asyncio

import pytest

from bot.work import Work


async def test_what_is_under_way_is_counted():
    work = Work()

    with work.one():
        with work.one():
            assert len(work) == 2
        assert len(work) == 1
    assert len(work) == 0


async def test_work_that_fails_is_no_longer_under_way():
    work = Work()

    with pytest.raises(KeyError), work.one():
        raise KeyError("x")

    assert len(work) == 0
    assert await work.finished(0.1)


async def test_nothing_under_way_is_finished_at_once_and_closes_the_door():
    work = Work()

    assert not work.closing
    assert await work.finished(0.01)
    assert work.closing


async def test_a_stopping_bot_waits_for_the_last_piece():
    work = Work()
    done = []

    async def piece(seconds):
        with work.one():
            await asyncio.sleep(seconds)
            done.append(seconds)

    tasks = [asyncio.create_task(piece(seconds)) for seconds in (0.01, 0.05)]
    await asyncio.sleep(0)

    assert await work.finished(5)
    assert done == [0.01, 0.05]
    await asyncio.gather(*tasks)


async def test_work_that_begins_in_the_quiet_time_is_waited_for():
    work = Work()
    done = []

    async def late():
        await asyncio.sleep(0.01)
        with work.one():
            await asyncio.sleep(0.1)
            done.append("late")

    task = asyncio.create_task(late())

    assert await work.finished(5, quiet=0.05)
    assert done == ["late"]
    await task


async def test_work_that_takes_too_long_is_told_of():
    work = Work()

    with work.one():
        assert not await work.finished(0.01)
        assert work.closing
        assert len(work) == 1


async def test_work_can_begin_again_after_all_was_done():
    work = Work()
    with work.one():
        pass

    with work.one():
        assert not await work.finished(0.01)
    assert await work.finished(0.01)
