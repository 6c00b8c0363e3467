"""Steps: one id for ever, one id in two roadmaps for one thing to do, and aliases for what was renamed or split."""

import pytest

from knowledge.load import load
from knowledge.records import Roadmap

HEAD = "source: {source}\ntitle: The {source} plan\nword: phase\n"
LONG = "a" * 41


def roadmap(*phases: str, source: str = "zen", head: str = "") -> str:
    """Write a roadmap; a phase is "id: step=text, step=text" with aliases after a bar."""
    lines = [HEAD.format(source=source) + head + "phases:"]
    for phase in phases:
        name, _, steps = phase.partition(": ")
        name, _, alias = name.partition("|")
        lines.append(f"  - id: {name}\n    title: {name}\n    summary: About {name}.")
        lines += [f"    aliases: [{alias}]"] if alias else []
        lines += ["    steps:"] if steps else []
        for step in filter(None, steps.split(", ")):
            step_id, _, text = step.partition("=")
            step_id, _, alias = step_id.partition("|")
            lines.append(f"      - id: {step_id}\n        text: {text}")
            lines += [f"        aliases: [{alias}]"] if alias else []
    return "\n".join(lines) + "\n"


def test_steps_have_ids_and_stand_as_a_list_in_the_passage(ours):
    knowledge = load(ours({"roadmaps/zen.yaml": roadmap("a: py=Learn Python, sql=Learn SQL")}))

    (record,) = knowledge.records_of(Roadmap)
    assert [(step.id, step.text) for step in record.phases[0].steps] == [("py", "Learn Python"), ("sql", "Learn SQL")]
    assert "- Learn Python\n- Learn SQL" in next(s.text for s in knowledge.sections if s.id == "roadmaps/zen/a")


@pytest.mark.parametrize(
    ("files", "said"),
    [
        (
            {"roadmaps/zen.yaml": roadmap("a: py=Python", "b: py=Python")},
            "roadmaps/zen.yaml, phases entry 2, steps entry 1, id: 'py' is already the id of a step in entry 1; "
            "choose another",
        ),
        (
            {
                "roadmaps/zen.yaml": roadmap("a: py=Learn Python"),
                "roadmaps/aiu.yaml": roadmap("a: py=Write a parser", source="aiu"),
            },
            "roadmaps/zen.yaml, phases entry 1, steps entry 1, id: 'py' is a step of roadmaps/aiu.yaml too, and a tick "
            "counts in both, but the two texts have no word in common; use the same words, or another id if it is "
            "another thing to do",
        ),
        (
            {"roadmaps/zen.yaml": roadmap("a: py|sql=Learn Python, sql=Learn SQL")},
            "roadmaps/zen.yaml, phases entry 1, steps entry 1, aliases: 'sql' is the id of a step in roadmaps/zen.yaml "
            "now; an old name must be out of use",
        ),
        (
            {
                "roadmaps/zen.yaml": roadmap("a", head="aliases: [aiu]\n"),
                "roadmaps/aiu.yaml": roadmap("a", source="aiu"),
            },
            "roadmaps/zen.yaml, aliases: 'aiu' is the name of roadmaps/aiu.yaml; remove it",
        ),
        (
            {f"roadmaps/{LONG}.yaml": roadmap("a")},
            f"roadmaps/{LONG}.yaml: the file's name '{LONG}' has 41 characters; 24 fit, choose a shorter one",
        ),
        (
            {"roadmaps/zen.yaml": roadmap(f"a: {LONG}=Learn")},
            "roadmaps/zen.yaml, phases entry 1, steps entry 1, id: has 41 characters; 40 fit, choose a shorter one",
        ),
        (
            {"roadmaps/zen.yaml": roadmap(LONG)},
            "roadmaps/zen.yaml, phases entry 1, id: has 41 characters; 40 fit, choose a shorter one",
        ),
        (
            {"roadmaps/zen.yaml": roadmap("a") + "    steps: [Learn Python]\n"},
            "roadmaps/zen.yaml, phases entry 1, steps entry 1: must be fields with values, but is 'Learn Python'",
        ),
    ],
)
def test_a_fault_is_told_with_its_place(faults, files, said):
    assert faults(files) == [said]


def test_one_thing_to_do_may_stand_in_two_roadmaps_in_other_words(faults):
    assert (
        faults(
            {
                "roadmaps/zen.yaml": roadmap("a: eval=Evaluation of models"),
                "roadmaps/aiu.yaml": roadmap("a: eval=Evaluate what you trained", source="aiu"),
            }
        )
        == []
    )


def test_a_phase_and_a_step_of_old_may_become_several(ours):
    knowledge = load(ours({"roadmaps/zen.yaml": roadmap("b|a: s1|s=One, s2|s=Two", "c|a: s3|s=Three")}))

    owners = [section.id for section in knowledge.sections if "roadmaps/zen/a" in section.aliases]
    assert owners == ["roadmaps/zen/b"]  # links and golden questions lead to the first part


def test_an_old_name_of_a_phase_must_be_out_of_use(faults):
    assert faults({"roadmaps/zen.yaml": roadmap("a", "b|a")}) == [
        "roadmaps/zen.yaml, phases entry 2, id: 'a' is already the id of entry 1; choose another"
    ]
