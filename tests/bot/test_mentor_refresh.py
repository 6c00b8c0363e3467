"""A new version while the mentor runs: taken up between two questions, and no question fails of it."""

import logging
import threading

import pytest

from bot.mentor import Mentor

PRUNING = "when do I prune roses"
APRIL = {"roses.md": "# Roses\n\n## Pruning\n\nPrune roses in April, above an outward bud.\n"}
MAY = {"roses.md": "# Roses\n\n## Pruning\n\nPrune roses in May, above an outward bud.\n"}


def month(mentor: Mentor) -> str:
    """Return the month that the mentor names for pruning."""
    return mentor.ask(PRUNING).hits[0].passage.text.split(" in ")[1].split(",")[0]


def test_a_new_version_answers_from_the_next_question_on(garden, garden_mentor):
    before = garden_mentor.ask(PRUNING)
    assert month(garden_mentor) == "March"
    assert garden_mentor.ask(PRUNING) is before
    assert not garden_mentor.refresh()

    garden(APRIL)

    assert garden_mentor.refresh()
    assert not garden_mentor.refresh()
    assert month(garden_mentor) == "April"
    assert before.hits[0].passage.text.startswith("Prune roses in March")


def test_nothing_is_opened_anew_when_nothing_changed(garden, garden_mentor):
    answer = garden_mentor.ask(PRUNING)

    garden({})

    assert not garden_mentor.refresh()
    assert garden_mentor.ask(PRUNING) is answer


def test_eight_threads_ask_on_while_versions_change(garden, garden_mentor):
    stop = threading.Event()
    seen: list[list[str]] = [[] for _ in range(8)]
    failures: list[BaseException] = []

    def ask(heard: list[str]) -> None:
        number = 0
        try:
            while not stop.is_set():
                number += 1
                text = garden_mentor.ask(f"{PRUNING} {number % 50}").hits[0].passage.text
                heard.append(text.split(" in ")[1].split(",")[0])
        except BaseException as error:  # whatever it is, the test must hear of it
            failures.append(error)

    threads = [threading.Thread(target=ask, args=(heard,)) for heard in seen]
    for thread in threads:
        thread.start()
    for files in (APRIL, MAY, {"herbs.md": "# Herbs\n\nBasil hates frost.\n"}):
        garden(files)
    stop.wait(0.5)
    stop.set()
    for thread in threads:
        thread.join(20)

    assert failures == []
    for heard in seen:
        assert list(dict.fromkeys(heard)) in (["March", "April", "May"], ["March", "May"])
        assert heard == sorted(heard, key=["March", "April", "May"].index)
    assert garden_mentor.ask("what does basil hate").hits[0].passage.source == "herbs"


def test_an_answer_that_was_under_way_is_not_kept_for_the_next_asker(garden, garden_mentor, monkeypatch):
    search = garden_mentor.retriever.search_many

    def overtaken(*args, **options):
        garden(APRIL)
        garden_mentor.refresh()
        return search(*args, **options)

    monkeypatch.setattr(garden_mentor.retriever, "search_many", overtaken)

    assert month(garden_mentor) == "March"
    assert month(garden_mentor) == "April"


def errors(caplog) -> list[str]:
    """Return what was logged as an error."""
    return [record.getMessage() for record in caplog.records if record.levelno >= logging.ERROR]


def damage(tmp_path, name: str = "passages.npy"):
    """Damage a file of the version that serves, and return its name."""
    version = (tmp_path / "index" / "current").read_text().split("\n")[0]
    path = tmp_path / "index" / version / name
    path.write_bytes(path.read_bytes()[:-1])
    return version


def test_a_damaged_new_version_is_logged_once_and_the_old_one_goes_on(garden, garden_mentor, tmp_path, caplog):
    before = garden_mentor.ask(PRUNING)
    garden(APRIL)
    version = damage(tmp_path)

    for _ in range(3):
        assert garden_mentor.ask(PRUNING) is before

    assert errors(caplog) == [
        "The new index is not used, the old one goes on: "
        f"The index in {tmp_path / 'index' / version} is damaged: passages.npy is not as it was written. "
        "Run: python -m scripts.reindex"
    ]


def test_a_damaged_version_is_used_once_it_is_mended(garden, garden_mentor, tmp_path):
    garden(APRIL)
    damage(tmp_path)
    assert month(garden_mentor) == "March"

    garden({})

    assert month(garden_mentor) == "April"


@pytest.mark.parametrize("pointer", [b"\xff\xfe", b"", b"v-gone\n\n", b"../elsewhere\n", None])
def test_a_broken_pointer_stops_nobody(garden, garden_mentor, tmp_path, caplog, pointer):
    current = tmp_path / "index" / "current"
    whole = current.read_bytes()
    current.unlink()
    if pointer is not None:
        current.write_bytes(pointer)

    assert [month(garden_mentor) for _ in range(3)] == ["March"] * 3

    assert len(errors(caplog)) == 1
    current.write_bytes(whole)
    garden(APRIL)
    assert month(garden_mentor) == "April"
