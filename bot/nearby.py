"""Questions near one that the guides don't answer, and that they do answer: a way on instead of a dead end."""

import numpy as np

from bot.confidence import Status
from bot.mentor import Mentor

LONGEST = 78  # characters; it is the label of a button, and a cut question would be another question
_TRIED = 24  # of the nearest; most of them are answered
_SAME = 0.9  # cosine; what is nearer to one that is offered asks the same of another guide
_FAR = 0.25  # cosine; what is farther has nothing to do with the question


def nearby(mentor: Mentor, question: str, count: int = 3) -> tuple[str, ...]:
    """Return the nearest questions that are surely answered, the nearest first, none twice in other words.

    Only the first question of a section is offered: moderators write it in whole words, the others as people type.
    """
    data, encoder = mentor.retriever.data, mentor.retriever.encoder
    texts = data.texts["questions"]
    if not texts or not question.strip():
        return ()
    _, firsts = np.unique(data.arrays.question_sections, return_index=True)
    vectors = data.arrays.questions[firsts]
    near = vectors @ encoder.encode_questions([question])[0]
    found: list[int] = []
    for place in np.argsort(-near, kind="stable")[:_TRIED]:
        text = texts[firsts[place]]
        if near[place] < _FAR or len(found) == count:
            break
        if len(text) > LONGEST or any(vectors[place] @ vectors[other] > _SAME for other in found):
            continue
        if mentor.ask(text, top=1).status is Status.ANSWERED:
            found.append(int(place))
    return tuple(texts[firsts[place]] for place in found)
