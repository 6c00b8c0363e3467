"""Problems as one line each."""

import pytest

from knowledge.errors import ContentError, Problem, did_you_mean


@pytest.mark.parametrize(
    ("problem", "line"),
    [
        (Problem("a.yaml", "is wrong"), "a.yaml: is wrong"),
        (Problem("a.yaml", "is wrong", "line 3"), "a.yaml, line 3: is wrong"),
        (Problem("a.yaml", "is wrong", "entry 1", "id"), "a.yaml, entry 1, id: is wrong"),
        (Problem("a.yaml", "is wrong", "", "id"), "a.yaml, id: is wrong"),
    ],
)
def test_a_problem_names_file_place_and_field(problem, line):
    assert str(problem) == line


def test_all_problems_are_shown_one_a_line():
    error = ContentError([Problem("a.md", "one"), Problem("b.md", "two")])

    assert str(error) == "a.md: one\nb.md: two"
    assert [problem.file for problem in error.problems] == ["a.md", "b.md"]


@pytest.mark.parametrize(
    ("word", "hint"),
    [("titel", "; did you mean 'Title'?"), ("TITLE", "; did you mean 'Title'?"), ("zzz", ""), ("", "")],
)
def test_the_closest_choice_is_offered_whatever_its_case(word, hint):
    assert did_you_mean(word, ["Title", "summary"]) == hint
