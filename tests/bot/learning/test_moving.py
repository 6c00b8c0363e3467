"""Progress survives edits of the content: renamed, split, merged, reordered and removed phases and steps."""

from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.learning.catalogue import Catalogue
from bot.learning.moving import moved
from bot.learning.progress import done_items, progress
from bot.learning.records import Tick
from knowledge.load import Knowledge
from knowledge.records import Roadmap, Source

AT = datetime(2026, 11, 26, tzinfo=UTC)
BEFORE = {"a": "one two three", "b": "four five", "c": "six"}


def catalogue(phases: dict[str, str], name: str = "plan", former: tuple[str, ...] = ()) -> Catalogue:
    """Make a roadmap; "b|a" is b, which was a before, and "s1|s" a step that was s."""
    made = []
    for phase, steps in phases.items():
        key, *aliases = phase.split("|")
        listed = [{"id": s.split("|")[0], "text": s, "aliases": s.split("|")[1:]} for s in steps.split()]
        made.append({"id": key, "title": key, "summary": key, "aliases": aliases, "steps": listed})
    record = {"source": "zen", "title": "T", "word": "phase", "phases": made, "aliases": former}
    files = ((f"roadmaps/{name}.yaml", Roadmap.model_validate(record)),)
    return Catalogue(Knowledge((), (Source(id="zen", title="Zen"),), files))


@pytest.mark.parametrize(
    ("after", "said"),
    [
        (BEFORE, "No step moved."),
        ({"a": "one two three", "b": "five four", "c": "six"}, "2 steps moved, nobody lost progress."),
        ({"a": "one two", "b": "four five three", "c": "six"}, "1 step moved, nobody lost progress."),
        ({"a": "one 2nd|two three", "b": "four five", "c": "six"}, "1 step moved, nobody lost progress."),
        ({"a": "one|x two three", "b": "four"}, "1 phase and 2 steps retired, nobody lost progress."),
        (
            {"a": "1st|one 2nd|two 3rd|three", "b": "four", "c": "six"},
            "3 steps moved, 1 retired, nobody lost progress.",
        ),
        ({"a": "one two three", "c": "six", "b": "four five"}, "2 phases moved, nobody lost progress."),
        ({"new|a": "one two three", "b": "four five", "c": "six"}, "1 phase moved, nobody lost progress."),
        (
            {"a1|a": "one two", "a2|a": "three", "b": "four five", "c": "six"},
            "1 phase and 1 step moved, nobody lost progress.",
        ),
        ({"a": "one two three", "d|b|c": "four five six"}, "2 phases moved, nobody lost progress."),
    ],
)
def test_a_reindex_says_what_became_of_steps(after, said):
    assert moved(catalogue(BEFORE), catalogue(after)).sentence() == said


def test_every_stored_id_is_kept_taken_over_or_retired():
    found = moved(
        catalogue(BEFORE),
        catalogue({"a1|a": "first|one half-1|two", "a2|a": "half-2|two three", "d|b": "both|four|five"}),
    )

    assert found.items == {
        "phase:plan/a": ("phase:plan/a1", "phase:plan/a2"),
        "one": ("first",),
        "two": ("half-1", "half-2"),
        "phase:plan/b": ("phase:plan/d",),
        "four": ("both",),
        "five": ("both",),
    }
    assert found.retired == ("phase:plan/c", "six")
    assert found.first_phases == {("plan", "a"): "a1", ("plan", "b"): "d", ("plan", "c"): "d"}


def test_a_roadmap_that_is_renamed_takes_its_phases_along():
    found = moved(catalogue(BEFORE), catalogue(BEFORE, "scheme", ("plan",)))

    assert found.roadmaps == {"plan": "scheme"}
    assert found.items == {f"phase:plan/{key}": (f"phase:scheme/{key}",) for key in BEFORE}
    assert found.retired == ()
    assert found.sentence() == "3 phases moved, 1 roadmap renamed, nobody lost progress."


def test_a_roadmap_that_is_gone_is_retired_with_all_that_is_only_its():
    found = moved(catalogue(BEFORE), catalogue({"x": "one"}, "other"))

    assert found.retired_roadmaps == ("plan",)
    assert "one" not in found.retired  # a step of the other roadmap too
    assert set(found.retired) == {*(f"phase:plan/{key}" for key in BEFORE), "two", "three", "four", "five", "six"}


def test_an_added_step_does_not_undo_a_phase_that_was_done():
    ticks = [Tick(item, AT) for item in ("one", "two", "three", "phase:plan/a")]
    now = catalogue({"a": "one two three extra", "b": "four five", "c": "six"})

    found = progress(now.find("plan"), "a", done_items(now, ticks), "UTC")

    assert found.phases[0].done
    assert found.current.phase.id == "b"


STEPS = [step for steps in BEFORE.values() for step in steps.split()]
AFTERS = [
    {"b": "five four", "a": "three one two", "c": "six"},
    {"x|a": "1|one 2|two 3|three", "y|b": "4|four 5|five", "z|c": "6|six"},
    {"a1|a": "one two", "a2|a": "three", "b": "four five", "c": "six"},
    {"a|x": "both|one|two three", "bc|b|c": "four five six"},
    {"a": "one two|t three", "b": "four five six extra", "c": ""},
    {"b": "four five"},
]


@settings(deadline=None)
@given(st.sets(st.sampled_from(STEPS)), st.sets(st.sampled_from(sorted(BEFORE))), st.sampled_from(AFTERS))
def test_nobody_loses_progress(steps, phases, after):
    """Whatever was done before an edit is done after it, as far as it is still there; also before ids are renamed."""
    old, new = catalogue(BEFORE), catalogue(after)
    whole = {key for key, listed in BEFORE.items() if set(listed.split()) <= steps} | phases  # as the service stores it
    ticks = [Tick(item, AT) for item in (*sorted(steps), *(f"phase:plan/{key}" for key in sorted(whole)))]
    plan = moved(old, new)
    renamed = [Tick(item, AT) for tick in ticks for item in plan.items.get(tick.item, (tick.item,))]

    for stored in (ticks, renamed):
        found = progress(new.find("plan"), "a", done_items(new, stored), "UTC")
        there = {step.id for one in found.phases for step in one.phase.steps}
        done = {step for one in found.phases for step in one.ticked}
        assert {now for step in steps for now in new.today_s(step) if now in there} <= done
        finished = {f"phase:plan/{one.phase.id}" for one in found.phases if one.done}
        assert {now for key in whole for now in new.today_s(f"phase:plan/{key}")} <= finished


@settings(deadline=None)
@given(st.sampled_from(AFTERS))
def test_ids_are_renamed_once_and_not_again(after):
    new = catalogue(after)

    assert not moved(new, new).changed
