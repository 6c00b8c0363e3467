"""What was taught lies over the content: it is found like the rest, and whatever is wrong in it breaks nothing."""

from datetime import date

import pytest

from knowledge.errors import ContentError
from knowledge.files import Unreadable
from knowledge.load import load
from knowledge.overlay import Example, Lists, Wording
from knowledge.taught import Taught, TaughtAnswer

DAY = date(2026, 11, 27)
RYE = TaughtAnswer("taught-rye", "Rye bread", "Rye needs sourdough.", ("how do i bake rye",), "Mona (moderator)", DAY)
ACID = Wording(section="baker/sourdough-starter", question="why does it smell of acid", by="Mona", at=DAY)
FLIGHT = Example(question="which flight is cheapest", by="Mona", at=DAY)


@pytest.fixture
def taught(tmp_path):
    """Return an empty overlay."""
    return Taught(tmp_path / "taught")


def test_without_anything_taught_the_content_is_as_it_was(content, taught):
    assert load(content, taught.folder) == load(content)


def test_an_answer_is_a_section_of_its_own_with_its_writer_and_day(content, taught):
    taught.put(RYE)

    knowledge = load(content, taught.folder)

    section = knowledge.sections[-1]
    assert (section.id, section.source, section.document) == ("taught-rye", "moderators", "taught/taught-rye.md")
    assert section.attribution == "Mona (moderator), 27 November 2026"
    assert (section.title, section.path, section.questions) == ("Rye bread", ("Rye bread",), ("how do i bake rye",))
    assert knowledge.sources[-1].title == "Taught by the moderators"
    assert knowledge.sections[:-1] == load(content).sections


def test_wordings_and_examples_join_what_is_there(content, taught):
    taught.change(lambda lists: Lists(wordings=(ACID,), out_of_scope=(FLIGHT,)))

    knowledge = load(content, taught.folder)

    (section,) = [one for one in knowledge.sections if one.id == ACID.section]
    assert section.questions[-1] == "why does it smell of acid"
    assert knowledge.out_of_scope[-1] == ("moderators", "which flight is cheapest")
    assert "moderators" not in {source.id for source in knowledge.sources}


def test_what_is_in_the_content_by_now_is_not_there_twice(content, taught):
    taught.put(RYE)
    taught.change(lambda lists: Lists(wordings=(ACID,), out_of_scope=(FLIGHT,)))
    page = content / "articles" / "taught-rye.md"
    page.write_text(RYE.page(), encoding="utf-8")
    sources = content / "sources.yaml"
    sources.write_text(sources.read_text() + "- {id: moderators, title: Taught}\n", encoding="utf-8")
    baker = content / "articles" / "baker.md"
    baker.write_text(baker.read_text().replace("- why is my", f"- {ACID.question}\n    - why is my"), encoding="utf-8")
    scope = content / "out_of_scope.yaml"
    scope.write_text(scope.read_text() + f"flights:\n  - {FLIGHT.question}\n", encoding="utf-8")

    knowledge = load(content, taught.folder)

    assert knowledge == load(content)
    assert knowledge.warnings == ()


def test_a_plain_folder_takes_an_overlay_too(taught, tmp_path):
    (tmp_path / "plain").mkdir()
    (tmp_path / "plain" / "a.md").write_text("# A\n\nWords.\n")
    taught.put(RYE)

    assert [section.id for section in load(tmp_path / "plain", taught.folder).sections] == ["a", "taught-rye"]


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("taught.yaml", "wordings: [", "not valid YAML"),
        ("taught.yaml", "wordings: 5\n", "wordings"),
        ("taught.yaml", "strange: 1\n", "strange: unknown field"),
        ("taught.yaml", "wordings:\n- {section: gone, question: q, by: m, at: 2026-11-27}\n", "no section 'gone'"),
        ("answers/x.md", "no head at all\n", "one section of the source 'moderators'"),
        ("answers/x.md", "---\nsource: baker\n---\nwords\n", "one section of the source 'moderators'"),
        ("answers/x.md", "---\nsource: moderators\n---\n# A\n\nx\n\n# B\n\ny\n", "one section"),
        ("answers/x.md", "---\nsource: moderators\n---\n# A\n\n[x](nowhere.md)\n", "leads nowhere"),
        ("answers/x.md", "---\nsource: [\n---\nwords\n", "left out"),
        ("answers/x.md", "\0", "binary"),
    ],
    ids=range(10),
)
def test_what_is_wrong_is_left_out_with_a_warning_and_the_rest_stands(content, taught, name, text, said):
    taught.put(RYE)
    (taught.folder / name).write_text(text, encoding="utf-8")

    knowledge = load(content, taught.folder)

    assert knowledge.sections[-1].id == "taught-rye"
    assert len(knowledge.sections) == len(load(content).sections) + 1
    (warning,) = knowledge.warnings
    assert warning.file == f"taught/{name}"
    assert said in str(warning)


def test_faults_of_the_content_itself_are_told_as_before(content, taught):
    taught.put(RYE)
    (content / "synonyms.yaml").write_text("synonyms: 5\n")

    with pytest.raises(ContentError):
        load(content, taught.folder)


def test_a_damaged_list_is_not_overwritten(taught):
    taught.folder.mkdir()
    (taught.folder / "taught.yaml").write_text("wordings: [", encoding="utf-8")

    with pytest.raises(Unreadable):
        taught.change(lambda lists: Lists(wordings=(*lists.wordings, ACID)))

    assert (taught.folder / "taught.yaml").read_text(encoding="utf-8") == "wordings: ["
