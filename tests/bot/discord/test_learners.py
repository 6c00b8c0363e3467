"""The learners' commands and the typed facts, over the real protocol."""

import json

import pytest

ZONE = "Europe/London"


@pytest.fixture
async def started(discord_server, bot):
    """Return a function that puts a person on a roadmap and returns the message that says so."""

    async def start(person, roadmap="atlia", **options):
        given = {"hours": "10", "zone": ZONE, **options}
        handle = discord_server.slash(person, "roadmap", "start", roadmap=roadmap, **given)
        shown = await handle.final()
        await discord_server.click(person, shown, "Start").final()
        return shown

    return start


async def test_the_plan_is_shown_before_anything_is_stored_and_starts_when_confirmed(discord_server, bot, learners):
    club = discord_server
    handle = club.slash(club.alice, "roadmap", "start", roadmap="atlia", hours="10", zone=ZONE)
    shown = await handle.final()
    assert "Nothing is stored yet." in shown.text
    assert "Phase 6: MLOps, Cloud & Portfolio" in shown.text
    assert learners.enrolments(int(club.alice.id)) == ()

    await club.click(club.alice, shown, "Start").final()

    assert "You are on Atlia Learning's roadmap" in shown.text
    assert [one.roadmap for one in learners.enrolments(int(club.alice.id))] == ["atlia"]
    assert shown.ephemeral


async def test_a_second_tap_on_start_says_that_it_is_done(discord_server, bot, learners):
    club = discord_server
    handle = club.slash(club.alice, "roadmap", "start", roadmap="zen", hours="8", zone=ZONE)
    shown = await handle.final()
    action = shown.buttons[0]["custom_id"]
    await club.click(club.alice, shown, "Start").final()

    again = club.forge(club.alice, shown, action)
    await again.final()

    assert "already" in again.followups[-1].text if again.followups else "already" in again.text
    assert len(learners.enrolments(int(club.alice.id))) == 1


async def test_a_step_is_ticked_with_the_select_and_taken_back(discord_server, started, learners):
    club = discord_server
    await started(club.alice)
    handle = club.slash(club.alice, "phase", "current")
    phase = await handle.final()
    assert "Phase 1: Python & Data Fundamentals" in phase.text
    step = next(part for part in phase.components if part["type"] == 3)["options"][0]["value"]

    await club.select(club.alice, phase, step).final()
    assert "1 step ticked." in phase.text
    assert [tick.item for tick in learners.ticks(int(club.alice.id))] == [step]
    await club.click(club.alice, phase, "Undo").final()

    assert phase.text.startswith("Taken back:")
    assert learners.ticks(int(club.alice.id)) == ()


async def test_somebody_elses_phase_cannot_be_ticked(discord_server, started, learners):
    club = discord_server
    await started(club.alice)
    phase = await club.slash(club.alice, "phase", "current").final()
    public = await club.slash(club.bob, "help").final()

    forged = club.forge(club.bob, public, f"phase-all:atlia:python-and-data:{club.alice.id}")
    await forged.final()

    said = forged.followups[-1] if forged.followups else forged.message
    assert "That belongs to somebody else" in said.text
    assert learners.ticks(int(club.alice.id)) == ()
    assert "Phase 1" in phase.text


async def test_the_mentor_is_asked_about_a_phase_with_one_tap(discord_server, started):
    club = discord_server
    await started(club.alice)
    phase = await club.slash(club.alice, "phase", "current").final()

    asked = club.click(club.alice, phase, "Ask about this phase")
    answer = await asked.final()

    assert "**1. Atlia Learning > " in answer.text


async def test_a_plan_has_a_picture_with_words_for_it_and_a_file_for_the_calendar(discord_server, started):
    club = discord_server
    await started(club.alice)

    plan = await club.slash(club.alice, "plan").final()

    assert plan.filenames == ["plan.png", "atlia-plan.ics"]
    gallery = next(part for part in plan.components if part["type"] == 12)
    assert "Phase 1" in gallery["items"][0]["description"]
    files = {a["filename"]: a["url"] for a in plan.json["attachments"]}
    path = files["atlia-plan.ics"].removeprefix(f"http://127.0.0.1:{club.port}")
    assert club.messages.files[path].count(b"BEGIN:VEVENT") == 6
    await club.click(club.alice, plan, "Pause").final()
    assert "Paused from today" in plan.text


async def test_a_plan_is_changed_by_command(discord_server, started):
    club = discord_server
    await started(club.alice)

    slower = await club.slash(club.alice, "plan", hours="5").final()
    both = await club.slash(club.alice, "plan", hours="5", change="pause").final()

    assert slower.text.startswith("Planned anew for 5 hours a week.")
    assert both.text == "Change one thing at a time: the hours, or pause and resume."


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"hours": "0"}, "hours"),
        ({"hours": "200"}, "hours"),
        ({"zone": "Mars/Base"}, "zone"),
        ({"date": "12/1/2026"}, "1"),
        ({"date": "1999-01-01"}, "past"),
        ({"roadmap": "nothing"}, "roadmap"),
    ],
)
async def test_wrong_input_gets_one_clear_sentence(discord_server, bot, learners, options, said):
    club = discord_server
    given = {"roadmap": "atlia", "hours": "10", "zone": ZONE, **options}

    handle = club.slash(club.alice, "roadmap", "start", **given)
    message = await handle.final()

    assert said in message.text
    assert message.labels == []
    assert "wrong on my side" not in message.text
    assert learners.enrolments(int(club.alice.id)) == ()


async def test_zones_roadmaps_and_phases_are_completed(discord_server, bot):
    club = discord_server

    zones = club.autocomplete(club.alice, "roadmap", "start", zone="new york")
    roadmaps = club.autocomplete(club.alice, "roadmap", "start", roadmap="zen")
    phases = club.autocomplete(club.alice, "roadmap", "start", roadmap="atlia", phase="deep")
    for handle in (zones, roadmaps, phases):
        await handle.acked()

    assert [choice["value"] for choice in zones.choices] == ["America/New_York"]
    assert [choice["value"] for choice in roadmaps.choices] == ["zen"]
    assert [choice["name"] for choice in phases.choices] == ["Phase 4: Deep Learning & Transformers"]


async def test_roadmaps_are_listed_shown_and_compared(discord_server, bot):
    club = discord_server
    listed = await club.slash(club.alice, "roadmap", "list").final()
    assert listed.text.count("\n- ") == 5

    await club.select(club.alice, listed, "zen").final()
    compared = await club.slash(club.alice, "roadmap", "compare", roadmap="atlia", other="zen").final()

    assert "Zen van Riel" in listed.text
    assert "**Only Atlia Learning names**" in compared.text


async def test_pay_is_shown_a_guide_beside_the_other_with_a_picture(discord_server, bot):
    pay = await discord_server.slash(discord_server.alice, "salary", country="uk", level="senior").final()

    assert "£100K–£135K" in pay.text
    assert "£80,000-£150,000+" in pay.text
    assert pay.filenames == ["pay.png"]
    gallery = next(part for part in pay.components if part["type"] == 12)
    assert "£100K–£135K" in gallery["items"][0]["description"]


async def test_pay_elsewhere_is_not_in_the_guides_and_what_is_there_is_said(discord_server, bot):
    pay = await discord_server.slash(discord_server.alice, "salary", country="Germany").final()

    assert "Germany" in pay.text
    assert "United Kingdom" in pay.text
    assert "United States" in pay.text


async def test_a_list_has_a_line_an_entry_and_all_of_one_is_one_press_away_after_a_restart_too(
    discord_server, bot, made, connect
):
    club = discord_server
    projects = await club.slash(club.alice, "projects").final()
    assert "- House Price Prediction Pipeline" in projects.text
    assert "cross-validation" not in projects.text
    assert len(projects.text) < 900

    await bot.close()
    await connect(made().bot)
    one = await club.select(club.alice, projects, "House Price Prediction Pipeline").final()

    assert one.text.startswith("**House Price Prediction Pipeline**\n-# Atlia Learning · beginner\n")
    assert "cross-validation" in one.text
    assert "- House Price Prediction Pipeline" in projects.text  # the list stays where it was


async def test_filters_show_what_little_fits_whole(discord_server, bot):
    club = discord_server
    skills = await club.slash(club.alice, "skills", area="cloud").final()

    assert "**Cloud (AWS / Azure / GCP)**\n-# Atlia Learning\nServing models there" in skills.text
    assert [part["type"] for part in skills.components if part["type"] == 3] == []
    nothing = await club.slash(club.alice, "skills", area="knitting").final()
    assert nothing.text.startswith("No guide lists a skill like “knitting”. They list Python (Advanced), ")


async def test_certificates_and_what_is_said_of_them_in_general_are_one_press_away(discord_server, bot):
    club = discord_server
    certificates = await club.slash(club.alice, "certifications").final()
    assert "AWS Certified ML — Specialty\n-# Amazon Web Services · Intermediate" in certificates.text

    general = await club.select(club.alice, certificates, "Are certificates worth it?").final()

    assert "signal for recruiters" in general.text
    assert "signal for recruiters" not in certificates.text


async def test_the_notes_on_pay_and_one_level_of_it_are_one_press_away(discord_server, bot):
    club = discord_server
    pay = await club.slash(club.alice, "salary", country="us").final()
    assert "Glassdoor" not in pay.text

    notes = await club.click(club.alice, pay, "About these figures").final()
    senior = await club.select(club.alice, pay, "Senior").final()

    assert "**Atlia Learning, salary table**\n" in notes.text
    assert "Glassdoor" in notes.text
    assert senior.text.startswith("## Senior pay in the United States")
    assert senior.filenames == ["pay.png"]
    assert "Senior AI engineer at a top company" in senior.text


async def test_privacy_shows_exports_and_deletes_everything(discord_server, started, learners):
    club = discord_server
    await started(club.alice)
    await club.slash(club.alice, "phase", "done", step="1").final()

    shown = await club.slash(club.alice, "privacy", "show").final()
    assert "- 1 roadmap you are on" in shown.text
    exported = await club.slash(club.alice, "privacy", "export").final()
    path = exported.json["attachments"][0]["url"].removeprefix(f"http://127.0.0.1:{club.port}")
    assert json.loads(club.messages.files[path])["enrolments"][0]["roadmap"] == "atlia"
    asked = await club.slash(club.alice, "privacy", "delete").final()
    await club.click(club.alice, asked, "Delete it all").final()

    assert asked.text.startswith("Deleted:")
    assert learners.enrolments(int(club.alice.id)) == ()
    assert learners.ticks(int(club.alice.id)) == ()
    again = await club.slash(club.alice, "privacy", "show").final()
    assert again.text.startswith("I keep nothing of you.")


async def test_leaving_a_guild_removes_what_belongs_to_it(discord_server, bot, until, channels):
    club = discord_server
    await club.slash(club.mona, "mentor", "channel", mode="open").final()
    guild, general = int(club.guild.id), int(club.general.id)
    channels.refresh()
    assert channels.mode(guild, general) == "open"

    club.gateway.dispatch("GUILD_DELETE", {"id": club.guild.id}, club.general)

    def gone():
        channels.refresh()
        return channels.mode(guild, general) is None

    await until(gone)
