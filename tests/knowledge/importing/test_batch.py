"""Several documents at once: each is made, checked with the content and written whole, or not at all."""

from datetime import date

import pytest

from knowledge.files import Unreadable
from knowledge.importing.batch import imported, put
from knowledge.importing.page import Given

DAY = date(2026, 11, 22)


def problems(outcomes):
    return [str(problem) for one in outcomes for problem in one.problems]


def test_one_that_is_wrong_does_not_stop_the_others(content, tmp_path):
    (tmp_path / "good.txt").write_text("Rye sours longer.\n")
    (tmp_path / "bad.txt").write_bytes(b"")

    outcomes = imported({name: tmp_path / name for name in ("bad.txt", "good.txt")}, Given(DAY), content)

    assert problems(outcomes) == ["bad.txt: the file is empty; look whether it was saved"]
    assert outcomes[1].page.text == "---\ntitle: Good\nupdated: 2026-11-22\n---\n# Good\n\nRye sours longer.\n"


def test_a_source_must_exist(content, tmp_path):
    pasted = {"-": b"# Rye\n\nRye sours longer.\n"}

    assert problems(imported(pasted, Given(DAY, source="baker"), content)) == []
    (found,) = problems(imported(pasted, Given(DAY, source="bakr"), content))
    assert found.endswith("rye.md, source: there is no source 'bakr' in sources.yaml; did you mean 'baker'?")
    (tmp_path / "plain").mkdir()
    (found,) = problems(imported(pasted, Given(DAY, source="baker"), tmp_path / "plain"))
    assert found.startswith("rye.md, front matter, source: the content in ")


def test_an_id_that_another_page_has_is_refused_unless_it_takes_its_place(content):
    pasted = {"-": b"# Mill\n\nStones grind flour.\n"}

    (found,) = problems(imported(pasted, Given(DAY, source="mill"), content))
    assert found.endswith("imported pages/mill.md, id: 'mill' is the id of articles/mill.md too; choose another")


def test_a_page_that_would_cost_a_golden_question_its_section_is_refused(content):
    pasted = {"-": b"# Mill\n\nStones grind flour.\n"}

    found = problems(imported(pasted, Given(DAY, source="mill"), content, content / "articles"))

    assert found[0] == (
        "golden/bread.yaml, question 'how much protein has cake flour', sections: there is no section 'mill/protein'"
    )


def test_two_documents_that_would_be_one_file_are_not_mixed(content, tmp_path):
    for name in ("Rye bread.txt", "rye-bread.html"):
        (tmp_path / name).write_text("Rye sours longer.")

    outcomes = imported({name: tmp_path / name for name in ("Rye bread.txt", "rye-bread.html")}, Given(DAY), content)

    assert problems(outcomes) == ["rye-bread.html: would be rye-bread.md, as Rye bread.txt is; rename one of them"]


def test_a_page_that_is_there_is_kept_unless_forced(content, tmp_path):
    (one,) = imported({"-": b"# Rye\n\nNew words.\n"}, Given(DAY), content)
    (tmp_path / "rye.md").write_text("mine")

    with pytest.raises(Unreadable, match="exists already; --force writes over it"):
        put(one.page, tmp_path, force=False)
    assert (tmp_path / "rye.md").read_text() == "mine"
    assert put(one.page, tmp_path, force=True).read_text() == one.page.text
    assert sorted(path.name for path in tmp_path.iterdir()) == ["content", "rye.md"]


def test_a_file_in_place_of_the_folder_is_said(content, tmp_path):
    (one,) = imported({"-": b"# Rye\n\nNew words.\n"}, Given(DAY), content)
    (tmp_path / "pages").write_text("")

    with pytest.raises(Unreadable, match="is not a folder; name another"):
        put(one.page, tmp_path / "pages", force=False)


def test_content_that_is_wrong_already_is_not_blamed_on_the_page(content):
    (content / "articles" / "broken.md").write_text("---\ntitel: x\n---\n# X\n\nWords.\n")

    assert problems(imported({"-": b"# Rye\n\nWords.\n"}, Given(DAY, source="baker"), content)) == []
