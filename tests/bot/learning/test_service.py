"""What a learner is told: from looking at roadmaps to the last phase, and what cannot be done."""

from datetime import date, timedelta

import pytest

from bot.card import Card, File, Picture, Row, Select, Text
from bot.learning.actions import act
from bot.learning.records import Enrolment, Pause
from bot.learning.service import Learning
from bot.refused import Refused
from tests.bot.memory import MemoryLearners

ME, OTHER = 42, 43


def words(card: Card) -> str:
    return "\n".join(block.markdown for block in card.blocks if isinstance(block, Text))


def action(card: Card, kind: str) -> str:
    """Return the action of a kind on a card."""
    found = [b.action for block in card.blocks if isinstance(block, Row) for b in block.buttons]
    found += [block.action for block in card.blocks if isinstance(block, Select)]
    return next(one for one in found if one.startswith(f"{kind}:"))


def refusal(call) -> str:
    with pytest.raises(Refused) as refused:
        call()
    return str(refused.value)


@pytest.fixture
def start(learning):
    def begin(roadmap="atlia", person=ME, day="1 Dec", hours="10", zone="London", phase=""):
        card = learning.roadmap_start(person, roadmap, day, hours, zone, phase)
        return act(learning, action(card, "start-yes"), person, guild=7)

    return begin


def test_the_whole_plan_is_shown_before_anything_is_stored(learning, learners):
    card = learning.roadmap_start(ME, "atlia", "1 dec", "10", "london")

    assert "Phase 6: MLOps, Cloud & Portfolio" in words(card)
    assert "-# 1 Dec 2026 – 11 Jan 2027 (latest: 1 Feb 2027)" in words(card)
    assert "-# 12 Jan – 22 Feb 2027 (latest: 2 Feb – 5 Apr 2027)" in words(card)
    assert "**You finish between Mon 1 Nov 2027 and Mon 17 Apr 2028.**" in words(card)
    assert "plans 48 weeks at 10 to 15 hours a week; at your 10 that work takes 48 to 72 weeks." in words(card)
    assert "Nothing is stored yet." in words(card)
    assert learners.enrolments(ME) == ()


def test_the_button_stores_what_was_shown(learning, learners, start):
    start(phase="3")

    assert learners.enrolments(ME) == (
        Enrolment(ME, "atlia", date(2026, 12, 1), 10.0, "Europe/London", "machine-learning-core", (), 7),
    )


def test_two_starts_at_once_store_one(learning, learners):
    cards = [learning.roadmap_start(ME, "atlia", "1 dec", hours, "london") for hours in ("10", "12")]
    act(learning, action(cards[0], "start-yes"), ME)

    said = refusal(lambda: act(learning, action(cards[1], "start-yes"), ME))

    assert said.startswith("You are on Atlia Learning's roadmap already")
    assert [one.hours for one in learners.enrolments(ME)] == [10.0]


def test_another_process_may_have_stored_it_first(content, reminders, clock):
    class Late(MemoryLearners):
        def enrolments(self, person):
            return ()  # as it was when this process looked

    store = Late()
    learning = Learning(lambda: content, store, reminders, clock)
    card = learning.roadmap_start(ME, "zen", "", "10", "UTC")
    act(learning, action(card, "start-yes"), ME)

    assert refusal(lambda: act(learning, action(card, "start-yes"), ME)) == (
        "You are on Zen van Riel's roadmap already; see it with /phase current."
    )


def test_the_buttons_of_somebody_else_are_refused(learning, start):
    start()
    card = learning.phase_current(ME)

    for kind in ("phase-tick", "phase-all", "phase-undo", "plan"):
        said = refusal(lambda kind=kind: act(learning, action(card, kind), OTHER, values=["python"]))
        assert said == "That belongs to somebody else; see your own with /phase current or /roadmap list."


@pytest.mark.parametrize("unknown", ["", "x", "phase-tick:42", "phase-all:atlia:a:b:42", "roadmap-show"])
def test_a_button_of_another_version_is_told_kindly(learning, unknown):
    assert refusal(lambda: act(learning, unknown, ME)) == "I no longer know this button; please use the command again."


def test_steps_are_ticked_by_select_and_by_number(learning, learners, start):
    start()
    card = learning.phase_current(ME)
    act(learning, action(card, "phase-tick"), ME, values=["numpy-pandas-sql"])
    assert {tick.item for tick in learners.ticks(ME)} == {"numpy-pandas-sql"}

    card = act(learning, action(card, "phase-tick"), ME, values=["python"])  # chosen anew: one on, one off

    assert {tick.item for tick in learners.ticks(ME)} == {"python"}
    assert "☑ Python from zero" in words(card)
    assert "☐ NumPy" in words(card)
    learning.phase_done(ME, "2")
    assert {tick.item for tick in learners.ticks(ME)} == {"python", "numpy-pandas-sql", "phase:atlia/python-and-data"}


def test_a_step_taken_off_a_phase_that_was_ticked_as_a_whole_leaves_the_others(learning, learners, start, clock):
    start()
    card = learning.phase_current(ME)
    learners.tick(ME, ["phase:atlia/python-and-data"], clock())  # before its steps were told apart

    act(learning, action(card, "phase-tick"), ME, values=["python"])

    assert {tick.item for tick in learners.ticks(ME)} == {"python"}


def test_a_phase_that_is_done_shows_the_next(learning, start, clock):
    start()
    clock.goes_on(47)  # 12 January, between the earliest end and the latest

    card = learning.phase_done(ME)

    assert words(card).startswith("**Done: Phase 1: Python & Data Fundamentals**\n## Phase 2: Mathematics for ML")
    assert "**13 Jan – 23 Feb 2027 (latest: 16 Mar 2027)**\nOn time." in words(card)
    assert "**Next:** Phase 3: Machine Learning Core" in words(card)


def test_undo_takes_back_what_went_in_together(learning, learners, start, clock):
    start()
    learning.phase_done(ME, "1")
    clock.goes_on(1)
    learning.phase_done(ME)

    card = learning.phase_undo(ME)

    assert [tick.item for tick in learners.ticks(ME)] == ["python"]
    assert "Taken back:\n- NumPy, Pandas and SQL, learned in parallel with Python\n- Phase 1" in words(card)
    learning.phase_undo(ME)
    assert refusal(lambda: learning.phase_undo(ME)) == "There is nothing to take back: nothing is ticked."


def test_a_step_of_two_roadmaps_counts_in_both(learning, start):
    start("atlia")
    start("step-by-step")
    learning.phase_done(ME, "1", "atlia")  # python

    assert "☑ Python, written as clean, modular code" in words(learning.phase_current(ME, "step-by-step"))
    learning.phase_done(ME, "all", "step-by-step")
    assert "☑ Python from zero" in words(learning.phase_current(ME, "atlia"))


def test_a_tick_that_makes_a_phase_of_another_roadmap_whole_stores_that_too(learning, learners, start, clock):
    start("aiu")
    learning.phase_done(ME, "1,2,3")  # all but sql
    start("step-by-step")
    clock.goes_on(1)

    learning.phase_done(ME, "sql", "step-by-step")

    assert "phase:aiu/programming-and-data-foundations" in {tick.item for tick in learners.ticks(ME)}
    assert words(learning.phase_current(ME, "aiu")).startswith("## Phase 2: Machine Learning Fundamentals")


def test_behind_is_said_in_words_and_moves_the_dates(learning, start, clock):
    start()
    clock.goes_on(5 + 15 * 7)  # fifteen weeks in, no step is done of a phase of nine

    said = words(learning.phase_current(ME))

    assert (
        "About 11 weeks behind your plan; the later dates have moved along." in said
    )  # 15, and half of the 9 to go, less the 9 that were planned


def test_a_guide_without_durations_shows_order_and_no_dates(learning, start):
    start("career-path")

    plan = learning.plan(ME)

    assert not any(isinstance(block, Picture | File) for block in plan.blocks)
    assert "gives no durations, so there are no dates: the steps in their order." in words(plan)
    assert "2027" not in words(plan)
    assert words(learning.phase_current(ME)).count("2026") == 0


def test_a_pause_holds_the_dates_and_going_on_moves_them_by_its_length(learning, learners, start, clock):
    start("zen")
    clock.goes_on(20)  # 16 December
    before = learning.standing(ME).plan.end
    learning.pause(ME)
    clock.goes_on(30)

    card = learning.resume(ME)

    assert words(card).startswith("You go on from today; the pause took about 4 weeks.")
    assert learners.enrolments(ME)[0].pauses == (Pause(date(2026, 12, 16), date(2027, 1, 14)),)
    now = learning.standing(ME)
    assert now.plan.late == 0
    assert now.plan.end.earliest == before.earliest + timedelta(days=30)


def test_pausing_and_going_on_on_one_day_leaves_nothing(learning, learners, start, clock):
    start("zen", day="today")
    learning.pause(ME)
    assert refusal(lambda: learning.pause(ME)) == "Your plan is paused already; go on with /plan resume."

    learning.resume(ME)

    assert learners.enrolments(ME)[0].pauses == ()
    assert refusal(lambda: learning.resume(ME)) == "Your plan is not paused."


def test_other_hours_reckon_the_plan_anew(learning, start):
    start()

    card = learning.hours(ME, "20")

    assert words(card).startswith("Planned anew for 20 hours a week.")
    assert "at your 20 that work takes 24 to 36 weeks" in words(card)


def test_the_plan_has_a_picture_in_words_and_a_file(learning, start):
    start()

    card = learning.plan(ME)

    (picture,) = [block for block in card.blocks if isinstance(block, Picture)]
    (file,) = [block for block in card.blocks if isinstance(block, File)]
    kinds = [type(block) for block in card.blocks]
    assert kinds.index(Picture) < 3  # before the list of phases
    assert "today is Thu 26 Nov 2026" in picture.alt
    assert "Phase 1 (now): 1 Dec 2026 – 11 Jan 2027 (latest: 1 Feb 2027)." in picture.alt
    assert file.name == "atlia-plan.ics"


def test_leaving_keeps_ticks_for_coming_back(learning, learners, start):
    start()
    learning.phase_done(ME)
    card = learning.roadmap_leave(ME)
    assert len(learners.enrolments(ME)) == 1

    act(learning, action(card, "leave-yes"), ME)

    assert learners.enrolments(ME) == ()
    start()
    assert words(learning.phase_current(ME)).startswith("## Phase 2")


def test_somebody_on_no_roadmap_is_told_how_to_begin(learning):
    for call in (learning.phase_current, learning.phase_done, learning.plan, learning.roadmap_leave, learning.nudge):
        assert refusal(lambda call=call: call(ME)) == (
            "You are on no roadmap yet: look at them with /roadmap list, then use /roadmap start."
        )


def test_a_roadmap_that_was_removed_is_told_and_can_be_left(learning, learners):
    learners.enrol(Enrolment(ME, "gone", date(2026, 1, 1), 10, "UTC", "first"))

    assert refusal(lambda: learning.phase_current(ME)) == (
        "The roadmap “gone” is no longer among the guides; what you ticked is kept. "
        "Take yourself off with /roadmap leave gone, or start another."
    )
    act(learning, action(learning.roadmap_leave(ME, "gone"), "leave-yes"), ME)
    assert learners.enrolments(ME) == ()


def test_a_phase_that_was_removed_is_told(learning, start):
    start()

    said = refusal(lambda: act(learning, f"phase-all:atlia:no-such-phase:{ME}", ME))

    assert said.startswith("That phase is no longer part of Atlia Learning's roadmap; what you ticked is kept.")


def test_a_start_whose_phase_was_removed_meanwhile_is_begun_again(learning):
    said = refusal(lambda: learning.roadmap_started(ME, "000000", "20261201", "10", "UTC"))

    assert said == "The roadmap has changed since this plan was shown; please start again with /roadmap start."


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("atila", "", "10", "UTC"), "There is no roadmap “atila”; did you mean 'atlia'?"),
        (("atlia", "", "0", "UTC"), "With 0 hours a week no plan comes to an end; write 1 to 80."),
        (("atlia", "", "200", "UTC"), "A week has 168 hours, so 200 can't be; write 1 to 80."),
        (("atlia", "", "", "UTC"), "Say how many hours a week you have: /roadmap start atlia hours:10."),
        (("atlia", "", "10", ""), "Say in which time zone you are: /roadmap start atlia zone:Europe/London."),
        (("atlia", "", "10", "Londn"), "There is no time zone “Londn”; did you mean 'London'?"),
        (
            ("atlia", "2020-01-01", "10", "UTC"),
            "Wed 1 Jan 2020 is more than a year in the past; a start can be at most a year from today.",
        ),
        (
            ("atlia", "", "10", "UTC", "7"),
            "Atlia Learning's roadmap has no phase “7”: name one by its number, 1 to 6.",
        ),
    ],
)
def test_a_start_that_cannot_be_is_told_in_one_sentence(learning, arguments, said):
    assert refusal(lambda: learning.roadmap_start(ME, *arguments)) == said


def test_today_is_the_day_where_the_person_is(learning, clock):
    clock.now = clock.now.replace(hour=23)  # Friday in Auckland, Thursday in New York

    assert "From Fri 27 Nov 2026" in words(learning.roadmap_start(ME, "zen", "today", "10", "Auckland"))
    assert "From Thu 26 Nov 2026" in words(learning.roadmap_start(ME, "zen", "today", "10", "New York"))


def test_comparing_says_what_each_has_that_the_other_lacks(learning):
    said = words(learning.roadmap_compare("atlia", "step-by-step"))

    assert "- Atlia Learning: 48 weeks\n- Step-by-step: not given" in said
    assert "- Atlia Learning: 10 to 15 hours a week\n- Step-by-step: no weekly hours given" in said
    both = said.split("**Both name**\n")[1].split("**Only Atlia Learning names**")[0]
    assert [line.split(":")[0][:20] for line in both.strip().split("\n")] == [
        "- Python from zero t",
        "- Linear algebra",
        "- Statistics",
        "- RAG pipeline archi",
        "- Model monitoring",
    ]
    only = said.split("**Only Atlia Learning names**\n")[1].split("**Only Step-by-step names**")[0]
    assert "- Calculus: gradients and derivatives\n" in only


def test_a_comparison_shows_few_steps_of_different_phases_and_all_of_them_whole(learning):
    said = words(learning.roadmap_compare("atlia", "zen"))

    assert "- Python from zero to advanced features: testing, type hints, OOP (object-oriented programming)\n" in said
    only = said.split("**Only Atlia Learning names**\n")[1].split("\n**Only Zen van Riel names**")[0].split("\n")
    assert only == [
        "- NumPy, Pandas and SQL, learned in parallel with Python",
        "- Linear algebra: vectors, dot products, matrix operations",
        "- All the major supervised and unsupervised algorithms in scikit-learn",
        "- Neural network fundamentals, then CNNs, then Transformers, all in PyTorch",
        "- LLM API integration",
        "-# and 12 more: `/roadmap show atlia`",
    ]
    assert "…" not in said


def test_two_phases_done_on_one_day_were_both_done_that_day(learning, start, clock):
    start(day="today")
    learning.phase_done(ME)
    learning.phase_done(ME)

    said = words(learning.plan(ME))

    assert said.count("-# done on Thu 26 Nov 2026") == 2
    assert "▰" in said and " 6 of 19 steps" in said


def test_a_reminder_is_set_shown_put_off_and_stopped(learning, start, reminders):
    start()
    card = learning.remind_on(ME, "Monday", "6:30 pm")
    assert words(card) == (
        "Every Monday at 18:30 (Europe/London), by direct message.\nThe first comes on Mon 30 Nov 2026 at 18:30."
    )

    act(learning, action(learning.nudge(ME), "remind-snooze"), ME)

    assert reminders.get(ME).next_at.isoformat() == "2026-11-27T18:30:00+00:00"
    assert "The next comes on Fri 27 Nov 2026 at 18:30." in words(learning.remind_show(ME))
    act(learning, action(learning.remind_show(ME), "remind-off"), ME)
    assert reminders.get(ME) is None
    assert refusal(lambda: learning.remind_off(ME)) == "You have no reminder."


def test_the_nudge_says_what_is_next_or_that_nothing_is(learning, start):
    start("career-path")
    said = words(learning.nudge(ME))
    assert said.startswith("## Step 1: Build a Strong Educational Foundation\n")
    assert "**Next:** Either a degree" in said

    for _ in range(5):
        learning.phase_done(ME)

    assert words(learning.nudge(ME)) == "Career path guide's roadmap is done: nothing is left to remind you of."
    assert refusal(lambda: learning.phase_done(ME)) == "Every step of Career path guide's roadmap is done already."


def test_a_button_asks_about_the_phase_in_its_guide(learning):
    assert learning.phase_question("zen", "2") == ("zen", "Stage 2: Machine learning basics")


def test_what_is_offered_while_somebody_types(learning):
    assert learning.roadmaps_matching("zen") == (
        ("Zen van Riel: Zen's US roadmap: five stages in 12 to 18 months", "zen"),
    )
    assert [key for _, key in learning.phases_matching("atlia", "deep")] == ["deep-learning-and-transformers"]
    assert learning.phases_matching("nothing", "") == ()
    assert learning.zones_matching("new y")[0] == "America/New_York"
