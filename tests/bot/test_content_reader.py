"""The content that serves: read once, anew with every version of the index, and never lost to a fault."""

import logging

import pytest

from bot.content import Content
from knowledge.errors import ContentError


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "page.md").write_text("# One\n\nwords\n")
    return tmp_path


def test_it_is_read_at_the_first_use_and_kept(folder):
    content = Content(folder, lambda: "v1")
    first = content()
    (folder / "page.md").write_text("# Two\n\nwords\n")

    assert content() is first
    assert first.sections[0].title == "One"


def test_another_version_is_read_anew(folder):
    serving = ["v1"]
    content = Content(folder, lambda: serving[0])
    content()
    (folder / "page.md").write_text("# Two\n\nwords\n")

    serving[0] = "v2"

    assert content().sections[0].title == "Two"


def test_a_fault_is_logged_once_and_the_old_content_goes_on(folder, caplog):
    serving = ["v1"]
    content = Content(folder, lambda: serving[0])
    first = content()
    (folder / "sources.yaml").write_text("- {id: x}\n")
    serving[0] = "v2"

    with caplog.at_level(logging.ERROR):
        assert content() is first
        assert content() is first

    assert [record.message for record in caplog.records if "The new content is not used" in record.message] != []
    assert len(caplog.records) == 1


def test_content_that_never_could_be_read_says_why(tmp_path):
    with pytest.raises(ContentError, match="holds no Markdown"):
        Content(tmp_path, lambda: 1)()
