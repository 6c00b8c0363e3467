"""Whatever stands in a file, the loader answers with Knowledge or with problems, never with a crash."""

import tempfile
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.errors import ContentError
from knowledge.load import load

SOURCES = b"- {id: zen, title: Zen}\n"
PLACES = ("articles/zen.md",
          "tools/a.yaml", "roadmaps/a.yaml", "salaries/a.yaml", "golden/a.yaml", "synonyms.yaml",
          "out_of_scope.yaml", "sources.yaml", "notes.txt")  # fmt: skip
PIECES = (
    "---\n", "id: ", "zen", "title: ", "source: zen\n", "questions:", "phases:", "tools:", "- ", "  ", "\n", "[", "]",
    "{", "}", ": ", "!!bool ", "&a ", "*a", "<<", "2026-13-45", "1e999", "0x", "1:2:3", "null", "~", "\t", "# ", "## ",
    "|", ">",
    "`", '"', "'", "?", "\x07", "\x85", "é", "🎉", "%", "@", "=", "words",
)  # fmt: skip


@settings(max_examples=400, deadline=None)
@given(
    st.dictionaries(st.sampled_from(PLACES), st.lists(st.sampled_from(PIECES), max_size=14).map("".join), max_size=4),
    st.binary(max_size=30),
    st.booleans(),
)
def test_any_file_is_read_or_told(files, noise, is_ours):
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for place, content in {**({"sources.yaml": SOURCES} if is_ours else {}), "noise.md": noise, **files}.items():
            path = folder / place
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content if isinstance(content, bytes) else content.encode())
        try:
            knowledge = load(folder)
        except ContentError as error:
            assert error.problems
            assert all(problem.file and problem.message and "\n" not in str(problem) for problem in error.problems)
        else:
            ids = [section.id for section in knowledge.sections]
            assert ids
            assert len(set(ids)) == len(ids)
            assert all(section.text.strip() for section in knowledge.sections)
