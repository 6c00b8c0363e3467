"""The real content: it loads, it is complete, and every section can be found and shown."""

from pathlib import Path

import pytest

from knowledge.load import Knowledge, load
from knowledge.markdown import blocks, plain
from knowledge.records import Certifications, Projects, Roadmap, Salaries, Skills, Tools
from knowledge.section import Section

CONTENT = Path(__file__).parents[1] / "knowledge" / "content"
GUIDES = ("atlia", "aiu", "zen", "step-by-step", "career-path")


@pytest.fixture(scope="module")
def knowledge() -> Knowledge:
    """Load the content once; a fault in it fails every test here with the moderators' own message."""
    return load(CONTENT)


@pytest.mark.parametrize("guide", GUIDES)
def test_every_guide_has_its_page_and_its_roadmap(knowledge, guide):
    documents = {section.document for section in knowledge.sections if section.source == guide}

    assert {f"articles/{guide}.md", f"roadmaps/{guide}.yaml"} <= documents
    assert guide in [source.id for source in knowledge.sources]


def test_every_section_has_three_to_eight_questions(knowledge):
    offenders = [f"{s.id} has {len(s.questions)}" for s in knowledge.sections if not 3 <= len(s.questions) <= 8]

    assert offenders == []


def test_every_section_is_of_a_size_that_is_shown_whole(knowledge):
    offenders = [f"{s.id} has {len(s.text)} characters" for s in knowledge.sections if not 40 <= len(s.text) <= 1100]

    assert offenders == []


def test_every_section_has_words_a_path_and_a_credit(knowledge):
    for section in knowledge.sections:
        assert plain(blocks(section.text)[0].text), section.id
        assert section.path or section.document.startswith("articles/"), section.id
        assert section.attribution, section.id
        assert section.titled, section.id


def test_no_two_sections_say_the_same(knowledge):
    texts = [section.text for section in knowledge.sections]

    assert [section.id for section in knowledge.sections if texts.count(section.text) > 1] == []


def test_golden_questions_guard_every_guide(knowledge):
    source_of = {name: found.source for found in knowledge.sections for name in (found.id, *found.aliases)}

    assert {source_of[name] for question in knowledge.golden for name in question.sections} == set(GUIDES)


@pytest.mark.parametrize(
    ("guide", "word", "unit", "phases"),
    [
        ("atlia", "phase", "weeks", 6),
        ("aiu", "phase", "months", 4),
        ("zen", "stage", "months", 5),
        ("step-by-step", "step", None, 7),
        ("career-path", "step", None, 5),
    ],
)
def test_every_roadmap_has_its_phases(knowledge, guide, word, unit, phases):
    (roadmap,) = (found for found in knowledge.records_of(Roadmap) if found.source == guide)

    assert (roadmap.word, roadmap.unit, len(roadmap.phases)) == (word, unit, phases)
    ids = {section.id for section in knowledge.sections}
    assert {f"roadmaps/{guide}/{phase.id}" for phase in roadmap.phases} <= ids


def test_the_weeks_of_atlia_and_the_months_of_zen_run_without_a_gap(knowledge):
    times = {
        roadmap.source: [(phase.start, phase.end) for phase in roadmap.phases]
        for roadmap in knowledge.records_of(Roadmap)
        if roadmap.phases[0].start
    }

    assert times["atlia"] == [(1, 6), (7, 12), (13, 22), (23, 32), (33, 40), (41, 48)]
    assert [times["zen"][0][0], times["zen"][-1][1]] == [1, 18]
    assert set(times) == {"atlia", "zen"}


@pytest.mark.parametrize(
    ("kind", "field", "counts"),
    [
        (Projects, "projects", {"atlia": 7, "aiu": 9, "zen": 5}),
        (Certifications, "certifications", {"atlia": 6}),
        (Tools, "tools", {"atlia": 9, "aiu": 7, "zen": 5}),
        (Salaries, "tables", {"atlia": 4, "aiu": 2, "zen": 1, "career-path": 1}),
        (Skills, "skills", {"atlia": 10, "aiu": 3, "step-by-step": 7, "career-path": 4}),
    ],
)
def test_no_entry_of_a_list_got_lost(knowledge, kind, field, counts):
    found: dict[str, int] = {}
    for record in knowledge.records_of(kind):
        found[record.source] = found.get(record.source, 0) + len(getattr(record, field))

    assert found == counts


# What must stand together in one section of a guide.
FIGURES = {
    "atlia": [
        ("300 applications", "six", "40"),
        ("~30%", "~25%", "~20%", "~15%", "~10%"),
        ("40% by 2033", "50,000", "2028"),
        ("four open roles",),
        ("20 to 40%", "5 to 8%"),
        ("**Junior AI / ML Engineer** (0–2 years of experience): base £55K–£70K, in London £70K–£88K",),
        ("base $220K–$290K, total compensation $360K–$600K+",),
        ("25 to 35%", "London"),
        ("12 to 18 months", "9 to 12 months", "6 to 9 months"),
        ("9 months, $6,000", "12 months, $9,999"),
        ("94% accuracy", "800ms"),
    ],
    "aiu": [
        ("£35,000-£50,000", "£50,000-£80,000", "£80,000-£150,000"),
        ("£150,000-£300,000+", "£900,000"),
        ("8-12 months", "15-20 hours", "12-18 months"),
        ("Theory, 20%", "Practice, 60%", "Community, 20%"),
        ("2-3 months", "3-4 months", "10 to 14 months"),
    ],
    "zen": [
        ("143%",),
        ("$100K to $150K", "$130K to $200K", "$180K to $300K+", "$250K to $400K+"),
        ("12 to 18 months", "10 to 15 hours"),
        ("6 to 10 weeks", "Python"),
        ("8 to 12 weeks", "4 to 6 weeks"),
        ("2% less accurate", "10x"),
        ("3 to 5", "projects"),
        ("$500/month", "30,000+", "$200K+"),
    ],
    "step-by-step": [
        ("Data Scientist", "Machine Learning Engineer", "AI Engineer", "end-to-end"),
        ("skipping fundamentals", "avoiding deployment", "focusing solely on certificates"),
        ("coding", "machine learning fundamentals", "system design"),
        ("experience", "industry", "geography", "specialization"),
        ("Step 1:", "Step 7:"),
    ],
    "career-path": [
        ("$100,000–$150,000",),
        ("AI Engineer", "Applied AI Engineer", "AI Specialist", "Data Scientist (with engineering focus)"),
        ("Healthcare", "Finance", "Automotive", "Retail", "Technology"),
        ("large language models and agents", "explainable AI", "edge and on-device AI"),
        ("Step 1:", "Step 5:"),
    ],
}


def holds(section: Section, figures: tuple[str, ...]) -> bool:
    words = " ".join(f"{' '.join(section.path)} {section.text}".split())
    return all(figure in words for figure in figures)


@pytest.mark.parametrize(("guide", "figures"), [(guide, figures) for guide in FIGURES for figures in FIGURES[guide]])
def test_a_figure_stands_in_its_guide(knowledge, guide, figures):
    assert [section.id for section in knowledge.sections if section.source == guide and holds(section, figures)] != []
