"""What people said of answers: the worst first, whatever the counts, and paged."""

from datetime import UTC, datetime

from bot.database.feedback import Opinion
from bot.moderation.feedback import feedback_card, judged

DAY = datetime(2026, 11, 27, tzinfo=UTC)


def opinion(passage, helpful, reason="", question="why?"):
    return Opinion("id", question, passage, DAY, helpful, reason)


def test_nine_bad_of_ten_are_worse_than_one_bad_of_one():
    once = [opinion("a/once", False)]
    often = [opinion("a/often~2", False, f"reason {n}") for n in range(9)] + [opinion("a/often", True)]

    rows = judged(once + often, "sections")

    assert [(row.name, row.helpful, row.unhelpful) for row in rows] == [("a/often", 1, 9), ("a/once", 0, 1)]
    text = "\n".join(block.markdown for block in feedback_card(rows, "sections", 1).blocks[:-1])
    assert "1 helpful, 10 not" in text
    assert "> reason 0\n> reason 1\n> reason 2\n-# and 6 more" in text


def test_questions_are_judged_whatever_their_case_and_pages_turn():
    rows = judged(
        [opinion("a", False, question=f"Why {n // 2}?" if n % 2 else f"why {n // 2}?") for n in range(24)], "questions"
    )

    assert len(rows) == 12
    assert all(row.unhelpful == 2 for row in rows)
    last = feedback_card(rows, "questions", 99)
    assert "page 3 of 3" in last.blocks[0].markdown
    assert [button.action for button in last.blocks[-1].buttons] == [
        "feedback:questions:2",
        "feedback:sections:1:other",
    ]
