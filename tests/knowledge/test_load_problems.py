"""Every problem between files, in the words that a moderator reads."""

import os

import pytest

PAGE = "# Zen\n\n## Pay\n\nSeniors earn more.\n"


def head(*lines: str, page: str = PAGE) -> str:
    return "\n".join(["---", *lines, "---", page])


FILES = {
    "unknown source of a page": (
        {"articles/a.md": head("source: zenn")},
        ["articles/a.md, source: there is no source 'zenn' in sources.yaml; did you mean 'zen'?"],
    ),
    "page named like no source": (
        {"articles/blog.md": PAGE},
        ["articles/blog.md, source: there is no source 'blog' in sources.yaml; known are zen, aiu"],
    ),
    "two pages with one id": (
        {"articles/a.md": head("id: zen", page="# A\n\n## Skills\n\nwords\n")},
        ["articles/zen.md, id: 'zen' is the id of articles/a.md too; choose another"],
    ),
    "alias that is an id": (
        {"articles/aiu.md": head("aliases:", "  pay: [skills]", page="# A\n\n## Skills\n\nwords\n\n## Pay\n\nwords\n")},
        ["articles/aiu.md, id: 'aiu/skills' is used in articles/aiu.md too; choose another"],
    ),
    "question asked twice in one guide": (
        {
            "articles/zen.md": head("questions:", "  pay: ['What do seniors earn?']"),
            "articles/zen-too.md": head(
                "source: zen", "questions:", "  more: [what do seniors earn]", page="# Z\n\n## More\n\nwords\n"
            ),
        },
        [
            "articles/zen.md, section 'zen/pay', questions: 'What do seniors earn?' stands in section 'zen-too/more' "
            "already; keep it in one place"
        ],
    ),
    "golden question to nowhere": (
        {"golden/zen.yaml": "- {question: pay in london, sections: [zen/pay, zen/pai]}\n"},
        ["golden/zen.yaml, question 'pay in london', sections: there is no section 'zen/pai'; did you mean 'zen/pay'?"],
    ),
    "golden question without sections": (
        {"golden/zen.yaml": "- {question: pay, sections: []}\n- {sections: [zen/pay]}\n- pay\n"},
        [
            "golden/zen.yaml, entry 1, sections: has no entries; add one",
            "golden/zen.yaml, entry 2, question: is missing; add it",
            "golden/zen.yaml, entry 3: must be fields with values (question, sections, context), but is 'pay'",
        ],
    ),
    "golden file that is no list": (
        {"golden/zen.yaml": "question: pay\n"},
        ["golden/zen.yaml: must be a list: entries that start with '- '"],
    ),
    "record at the top": (
        {"zen.yaml": "source: zen\n"},
        [
            "zen.yaml: no record is known by this place; put the file into one of the folders "
            "roadmaps, salaries, projects, certifications, tools, skills or golden"
        ],
    ),
    "record in an unknown folder": (
        {"articles/zen.yaml": "source: zen\n"},
        [
            "articles/zen.yaml: no record is known by this place; put the file into one of the folders "
            "roadmaps, salaries, projects, certifications, tools, skills or golden"
        ],
    ),
    "suffix that is not read": (
        {"articles/zen.docx": "x"},
        ["articles/zen.docx: files that end in '.docx' are not read here; make it .md or .yaml, or move it"],
    ),
    "no suffix": (
        {"articles/notes": "x"},
        ["articles/notes: files without an ending are not read here; make it .md or .yaml, or move it"],
    ),
    "source without a title": (
        {"sources.yaml": "- {id: zen, title: Zen}\n- {id: aiu}\n"},
        ["sources.yaml, entry 2, title: is missing; add it"],
    ),
    "source twice": (
        {"sources.yaml": "- {id: zen, title: Zen}\n- {id: zen, title: Zen}\n"},
        ["sources.yaml, entry 2, id: 'zen' is used twice; choose another"],
    ),
    "sources that cannot be read": (
        {"sources.yaml": "- id: zen\n  id: zen\n"},
        ["sources.yaml, line 2: 'id' is written twice; keep one of the two"],
    ),
    "sources that are no list": (
        {"sources.yaml": "zen: The Zen guide\n"},
        ["sources.yaml: must be a list: entries that start with '- '"],
    ),
    "synonym alone": (
        {"synonyms.yaml": "synonyms:\n  - words: [pay]\n"},
        ["synonyms.yaml, synonyms entry 1, words: needs 2 entries or more; add what is missing"],
    ),
    "out of scope without kinds": (
        {"out_of_scope.yaml": "- will it rain\n"},
        ["out_of_scope.yaml: must be kinds, each with a list of questions"],
    ),
    "out of scope without a list": (
        {"out_of_scope.yaml": "weather: will it rain\ncooking: [an egg, 5]\n"},
        [
            "out_of_scope.yaml, weather: must be a list of questions: lines that start with '- '",
            "out_of_scope.yaml, cooking, entry 2: must be a question in words, but is 5; put it in quotes",
        ],
    ),
}


@pytest.mark.parametrize("case", FILES)
def test_a_fault_between_files_is_told(faults, case):
    files, expected = FILES[case]

    assert faults(files) == expected


def test_all_problems_come_at_once(faults):
    found = faults(
        {
            "articles/aiu.md": "# A\n\n#### Deep\n\nsee [x](nowhere.md)\n",
            "articles/zen.md": head("titel: Zen"),
            "golden/a.yaml": "- {question: q, sections: [zen/nothing-alike]}\n",
            "tools/zen.yaml": "source: zenn\ntitle: T\ntools:\n  - {id: A, titel: x}\n",
            "scan.pdf": "x",
        }
    )

    assert found == [
        "articles/aiu.md, line 3: the heading 'Deep' skips a level; use ## and not ####",
        "articles/zen.md, front matter, titel: unknown field; did you mean 'title'?",
        "scan.pdf: files that end in '.pdf' are not read here; make it .md or .yaml, or move it",
        "tools/zen.yaml, tools entry 1, id: must be small letters, digits and single hyphens, but is 'A'",
        "tools/zen.yaml, tools entry 1, title: is missing; add it",
        "tools/zen.yaml, tools entry 1, titel: unknown field; did you mean 'title'?",
        "articles/aiu.md, section 'aiu/deep': the link 'nowhere.md' leads nowhere",
        "golden/a.yaml, question 'q', sections: there is no section 'zen/nothing-alike'",
    ]


@pytest.mark.parametrize(
    "broken",
    [
        {"tools/zen.yaml": "source: zen\ntitle: [\n"},
        {"tools/zen.yaml": "source: zen\ntitle: T\ntools: []\n"},
        {"tools/zen.yaml": "source: nobody\ntitle: T\ntools: [{id: a, title: A}]\n"},
    ],
)
def test_one_fault_in_a_file_is_one_message_though_others_point_into_the_file(faults, broken):
    golden = {"golden/a.yaml": "- {question: q, sections: [tools/zen]}\n- {question: r, sections: [tools/zen/a]}\n"}

    found = faults({**broken, **golden})

    assert len(found) == 1
    assert found[0].startswith("tools/zen.yaml, ")


@pytest.mark.parametrize(
    "broken", [head("titel: Zen", "source: aiu", "id: start"), head("title: 'Zen"), head("id: Zen"), b"caf\xe9"]
)
def test_a_fault_in_the_head_is_one_message_too(faults, broken):
    found = faults(
        {
            "articles/start.md": broken,
            "articles/zen.md": "# Zen\n\n## Pay\n\nsee [x](start.md#pay)\n",
            "golden/a.yaml": "- {question: q, sections: [start/pay]}\n",
        }
    )

    assert len(found) == 1
    assert found[0].startswith("articles/start.md, ")


def test_a_file_of_50_megabytes_is_told(ours, faults):
    path = ours({"articles/dump.md": ""}) / "articles" / "dump.md"
    os.truncate(path, 50 * 1024 * 1024)

    assert faults({}) == ["articles/dump.md: the file has 50 MB; the limit is 10 MB; split it"]


def test_a_link_to_itself_is_told(ours, faults):
    path = ours({}) / "articles" / "loop.md"
    path.symlink_to(path)

    assert faults({}) == ["articles/loop.md: cannot be read (Too many levels of symbolic links); check its permissions"]
