"""Pay: every figure of the content, with its guide, its basis and its place, and nothing blended or made up."""

import pytest

from bot.card import Picture, Select, Text
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


def test_the_picture_comes_first_then_each_figure_with_its_guide_its_basis_and_its_place(facts):
    card = facts.salary("uk", "junior")

    assert [type(block) for block in card.blocks[:3]] == [Text, Picture, Text]
    assert card.blocks[2].markdown.split("\n") == [
        "**£55K–£70K** base · **£70K–£88K** base in London",
        "-# Atlia Learning, salary table · 0–2 years",
        "**£55,000 to £70,000**",
        "-# Atlia Learning, FAQ · basis not stated",
        "**£35,000-£50,000**",
        "-# AIU.ac, career progression section · Entry level (junior AI engineer) · 0-2 years · basis not stated",
        "**£35,000-£50,000**",
        "-# AIU.ac, high-value market section · Entry level · basis not stated",
    ]
    assert "nothing is blended" in words(card)


def test_among_all_levels_only_what_tells_figures_apart_is_said(facts):
    said = words(facts.salary("us"))

    assert "### Senior\n**$175K–$220K** base · **$225K–$360K** total\n-# Atlia Learning, salary table\n" in said
    assert "**$180K to $300K+**\n-# Zen van Riel · basis not stated" in said
    assert "### All levels together\n**$100,000–$150,000**\n-# Career path guide" in said


def test_what_the_guides_say_of_their_figures_is_one_press_away(facts):
    card = facts.salary("uk", "senior", "London")
    (button,) = card.blocks[-1].buttons

    notes = words(facts.act(button.action))

    assert "Glassdoor" not in words(card)
    assert notes.startswith(
        "### About the figures for the United Kingdom\n**Atlia Learning, salary table**\nUK figures"
    )
    assert "Glassdoor" in notes


def test_one_level_of_all_is_one_press_away_and_keeps_city_and_guide(facts):
    card = facts.salary("uk", city="London", source="atlia")
    select = next(block for block in card.blocks if isinstance(block, Select))

    one = facts.act(select.action, ["senior"])

    assert [option.value for option in select.options] == ["junior", "mid", "senior", "staff"]
    assert words(one).startswith("## Senior pay in the United Kingdom, London\n**£125K–£170K** base in London\n")


def test_what_is_open_ended_stays_so(facts):
    assert "**$360K–$600K+** total" in words(facts.salary("us", "staff"))
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
