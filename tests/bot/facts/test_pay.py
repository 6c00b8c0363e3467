"""Pay: every figure of the content, with its guide, its basis and its place, and nothing blended or made up."""

import pytest

from bot.card import Picture, Text
from bot.facts.pay import BASES, LEVELS, countries, find_pay
from bot.refused import Refused
from knowledge.records import Salaries


def words(card):
    return "\n".join(block.markdown for block in card.blocks if isinstance(block, Text))


def alt(card):
    return next(block.alt for block in card.blocks if isinstance(block, Picture))


def refusal(call):
    with pytest.raises(Refused) as refused:
        call()
    return str(refused.value)


@pytest.mark.parametrize("level", ["", *LEVELS])
@pytest.mark.parametrize("country", ["United Kingdom", "United States"])
def test_every_figure_of_the_content_is_shown_and_in_the_words_of_the_picture(content, facts, country, level):
    card = facts.salary(country, level)

    figures = [
        str(getattr(row, field))
        for record in content.records_of(Salaries)
        for table in record.tables
        if table.country == country
        for row in table.rows
        if row.level in (level or row.level, "all")
        for field, _ in BASES
        if getattr(row, field) is not None
    ]
    assert len(figures) >= 3
    assert [figure for figure in figures if figure not in words(card)] == []
    assert [figure for figure in figures if figure not in alt(card)] == []


def test_disagreeing_guides_stand_side_by_side_with_basis_and_place(facts):
    said = words(facts.salary("uk", "junior"))

    assert (
        "- Atlia Learning (salary table), Junior AI / ML Engineer, 0–2 years of experience: base **£55K–£70K**, "
        "base in London **£70K–£88K**"
    ) in said
    assert "- Atlia Learning (FAQ), Junior AI engineer: basis not stated **£55,000 to £70,000**" in said
    assert "- AIU.ac (high-value market section), Entry level: basis not stated **£35,000-£50,000**" in said
    assert "The guides are not blended" in said


def test_what_is_open_ended_stays_so(facts):
    assert "total compensation **$360K–$600K+**" in words(facts.salary("us", "staff"))
    assert "**£150,000-£300,000+**" in words(facts.salary("uk", "staff"))


@pytest.mark.parametrize("text", ["UK", "u.k.", "Britain", "Great Britain", "england", "United Kingdom", "the UK"])
def test_the_united_kingdom_by_any_name(content, text):
    assert find_pay(content, text).country == "United Kingdom"


@pytest.mark.parametrize("text", ["us", "USA", "America", "the states", "United States"])
def test_the_united_states_by_any_name(content, text):
    assert find_pay(content, text).country == "United States"


@pytest.mark.parametrize(
    ("text", "level"),
    [("Entry", "junior"), ("mid-level", "mid"), ("sr", "senior"), ("Principal", "staff"), ("lead", "staff"), ("", "")],
)
def test_levels_by_any_name(content, text, level):
    assert find_pay(content, "us", text).level == level


def test_london_alone_and_one_guide_alone(content):
    london = find_pay(content, "uk", "senior", "London")
    assert [(pay.source, [str(a) for _, a in pay.figures]) for pay in london.rows] == [("atlia", ["£125K–£170K"])]

    zen = find_pay(content, "us", "senior", source="Zen van Riel")
    assert [(pay.source, [str(a) for _, a in pay.figures]) for pay in zen.rows] == [("zen", ["$180K to $300K+"])]
    assert zen.averages == ()


def test_an_average_of_all_levels_stands_apart(content):
    (average,) = find_pay(content, "us", "junior").averages

    assert (average.source, str(average.figures[0][1])) == ("career-path", "$100,000–$150,000")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (
            ("Germany",),
            "Pay in “Germany” is not in the guides; there is pay for the United States and the United Kingdom.",
        ),
        (("",), "Name a country: there is pay for the United States and the United Kingdom."),
        (
            ("uk", "wizard"),
            "The guides know no level “wizard”; there are junior, mid, senior, staff (with principal).",
        ),
        (
            ("us", "", "", "aiu"),
            "AIU.ac gives no pay for the United States; these do: Atlia Learning, Zen van Riel, Career path guide.",
        ),
        (
            ("us", "", "", "nobody"),
            "There is no guide “nobody”; atlia, aiu, zen, step-by-step, career-path.",
        ),
        (
            ("uk", "", "Leeds"),
            "The guides give no figures for Leeds alone; leave the city out for the United Kingdom.",
        ),
    ],
)
def test_what_no_guide_says_is_refused_with_what_there_is(content, arguments, said):
    assert refusal(lambda: find_pay(content, *arguments)) == said


def test_a_city_without_figures_is_refused_with_what_a_guide_says_of_it(content):
    said = refusal(lambda: find_pay(content, "us", "senior", "nyc"))

    assert said.startswith("The guides give no figures for nyc alone; leave the city out for the United States.")
    assert "New York and San Francisco pay most" in said


def test_countries_come_from_the_content(content, facts):
    assert countries(content) == ("United States", "United Kingdom")
    assert facts.countries_matching("k") == ("United Kingdom",)
    assert facts.levels_matching("") == LEVELS
    assert facts.guides_matching("riel") == (("Zen van Riel", "zen"),)
