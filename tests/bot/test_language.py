"""English in all its forms is read; another language is noticed."""

import pytest

from bot.language import is_foreign

ENGLISH = [
    "How many months does it take to become an AI engineer?",
    "What salary can I expect as a junior in London?",
    "Should I get the AWS ML Specialty certification?",
    "yo whats the move for breaking into ai rn",
    "ngl im lost, which lang first lol",
    "wat skils do i ned for mashine lerning",
    "how mutch mony does a senoir get",
    "interviw questons sistem desing",
    "hw long is fase too",
    "salary junior uk",
    "pytorch vs tensorflow",
    "mlops docker kubernetes pipeline",
    "numpy pandas vectorised",
    "kubernetes helm istio prometheus grafana",
    "LoRA QLoRA PEFT finetune llama mistral",
    "résumé tips for a café barista switching careers",
    "what does Marcus Reid say about Palantir and DeepMind",
    "is a phd needed tho",
    "can u explain RAG 2 me",
    "fr fr is this job cooked by gpt",
    "tl;dr roadmap pls",
    "gimme project ideas plz",
]

FOREIGN = {
    "German": ["Wie lange dauert es, KI-Ingenieur zu werden?", "Welche Programmiersprache soll ich zuerst lernen?"],
    "French": [
        "Combien de temps faut-il pour devenir ingénieur en IA ?",
        "Quel est le salaire d'un ingénieur débutant à Londres ?",
    ],
    "Spanish": [
        "¿Cuánto tiempo se tarda en convertirse en ingeniero de IA?",
        "¿Qué proyectos debería hacer para mi portafolio?",
    ],
    "Hindi": ["AI इंजीनियर बनने में कितना समय लगता है?"],
    "Chinese": ["成为人工智能工程师需要多长时间?", "伦敦初级人工智能工程师的薪水是多少"],
    "Arabic": ["كم من الوقت يستغرق لتصبح مهندس ذكاء اصطناعي؟"],
    "Russian": ["Сколько времени нужно, чтобы стать инженером ИИ?"],
    "Portuguese": ["Quanto tempo leva para se tornar um engenheiro de IA?"],
    "Polish": ["Ile czasu zajmuje zostanie inżynierem sztucznej inteligencji?"],
    "Turkish": ["Yapay zeka mühendisi olmak ne kadar sürer?"],
}


@pytest.mark.parametrize("question", ENGLISH)
def test_english_is_not_foreign(mentor, question):
    assert not is_foreign(question, mentor.retriever.knows_word)


@pytest.mark.parametrize(
    "question",
    [pytest.param(text, id=f"{name}{number}") for name in FOREIGN for number, text in enumerate(FOREIGN[name])],
)
def test_a_full_question_in_another_language_is_foreign(mentor, question):
    assert is_foreign(question, mentor.retriever.knows_word)


@pytest.mark.parametrize("question", ["", "?!", "42 1000 7", "🚀🔥", "salaire", "two words", "£55K–£70K"])
def test_nothing_to_judge_by_is_not_foreign(question):
    assert not is_foreign(question, lambda word: False)


def test_one_english_name_in_another_script_changes_nothing():
    assert is_foreign("Сколько зарабатывает AI engineer в Лондоне", lambda word: True)


def test_one_foreign_word_in_english_changes_nothing():
    assert not is_foreign("what does 人工智能 mean for my career", lambda word: False)
