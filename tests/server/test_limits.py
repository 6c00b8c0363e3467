"""Limits: each is refused with Discord's own code, at the field that is wrong, and what is just within passes."""

import discord
import pytest

BIG = 10 * 1024 * 1024
V2 = 1 << 15


def text(content="hello"):
    return {"type": 10, "content": content}


def button(number=0, **more):
    return {"type": 2, "style": 1, "label": f"B{number}", "custom_id": f"b{number}", **more}


def row(*children):
    return {"type": 1, "components": list(children)}


def select(count=1, **more):
    return row({"type": 3, "custom_id": "s", "options": [option(n) for n in range(count)], **more})


def option(number, **more):
    return {"label": f"O{number}", "value": f"o{number}", **more}


def container(*children, **more):
    return {"type": 17, "components": list(children), **more}


def section(*children, accessory=None):
    return {"type": 9, "components": list(children), "accessory": accessory or button()}


def gallery(count=1, url="https://pictures.example/a.png", **more):
    return {"type": 12, "items": [{"media": {"url": url}, **more}] * count}


def v2(*components, **more):
    return {"flags": V2, "components": list(components), **more}


def old(*components):
    return {"content": "hello", "components": list(components)}


def embed(**fields):
    return {"embeds": [fields]}


def field(name="n", value="v"):
    return {"name": name, "value": value}


RIGHT = {
    "2000 characters": {"content": "x" * 2000},
    "an embed of 6000": embed(title="t" * 200, description="d" * 4096, footer={"text": "f" * 1704}),
    "4000 characters of text": v2(text("x" * 2000), container(text("x" * 2000))),
    "40 components": v2(*[text()] * 28, row(*map(button, range(5))), row(*map(button, range(5, 10)))),
    "5 buttons in a row": old(row(*map(button, range(5)))),
    "25 options": old(select(25)),
    "a custom id of 100": old(row(button(custom_id="x" * 100, label="x" * 80))),
    "alt text of 1024": v2(gallery(10, description="x" * 1024)),
    "everything at once": v2(container(text(), section(text(), text(), text()), {"type": 14}, gallery())),
}

WRONG = {
    "nothing": ({}, 50006, ""),
    "an empty text": ({"content": ""}, 50006, ""),
    "2001 characters": ({"content": "x" * 2001}, 50035, "content"),
    "11 embeds": ({"embeds": [{"title": "t"}] * 11}, 50035, "embeds"),
    "a title of 257": (embed(title="t" * 257), 50035, "embeds.0.title"),
    "a description of 4097": (embed(description="t" * 4097), 50035, "embeds.0.description"),
    "26 fields": (embed(fields=[field()] * 26), 50035, "embeds.0.fields"),
    "a field's name of 257": (embed(fields=[field("n" * 257)]), 50035, "embeds.0.fields.0.name"),
    "a field's value of 1025": (embed(fields=[field(value="v" * 1025)]), 50035, "embeds.0.fields.0.value"),
    "an empty field": (embed(fields=[field(value="")]), 50035, "embeds.0.fields.0.value"),
    "a footer of 2049": (embed(footer={"text": "t" * 2049}), 50035, "embeds.0.footer.text"),
    "embeds of 6001": ({"embeds": [{"description": "d" * 3000}, {"description": "d" * 3001}]}, 50035, "embeds"),
    "4001 characters of text": (v2(text("x" * 2000), container(text("x" * 2001))), 50035, "components"),
    "41 components": (v2(*[text()] * 41), 50035, "components"),
    "41 with nested ones": (v2(*[container(text())] * 20, text()), 50035, "components"),
    "41 with accessories": (v2(*[section(text(), accessory=button(n)) for n in range(13)], *[text()] * 2), 50035, ""),
    "6 rows": (old(*[row(button(n)) for n in range(6)]), 50035, "components"),
    "6 buttons in a row": (old(row(*map(button, range(6)))), 50035, "components.0.components"),
    "an empty row": (old(row()), 50035, "components.0.components"),
    "a button beside a select": (old(row(button(), select()["components"][0])), 50035, "components.0.components"),
    "two selects in a row": (old(row(*select()["components"] * 2)), 50035, "components.0.components"),
    "a custom id of 101": (old(row(button(custom_id="x" * 101))), 50035, "components.0.components.0.custom_id"),
    "an empty custom id": (old(row(button(custom_id=""))), 50035, "components.0.components.0.custom_id"),
    "no custom id": (old(row(button(custom_id=None))), 50035, "components.0.components.0.custom_id"),
    "the same custom id": (v2(row(button()), container(row(button()))), 50035, "components"),
    "a label of 81": (old(row(button(label="x" * 81))), 50035, "components.0.components.0.label"),
    "no label": (old(row(button(label=None))), 50035, "components.0.components.0"),
    "a link with a custom id": (old(row(button(style=5, url="https://a.example"))), 50035, "components.0.components.0"),
    "26 options": (old(select(26)), 50035, "components.0.components.0.options"),
    "no options": (old(select(0)), 50035, "components.0.components.0.options"),
    "the same option": (old(select(2, options=[option(1)] * 2)), 50035, "components.0.components.0.options"),
    "an option of 101": (
        old(select(1, options=[option(1, description="x" * 101)])),
        50035,
        "components.0.components.0.options.0.description",
    ),
    "a placeholder of 151": (old(select(placeholder="x" * 151)), 50035, "components.0.components.0.placeholder"),
    "more to choose than there is": (old(select(2, max_values=3)), 50035, "components.0.components.0.max_values"),
    "text without the flag": (old(text()), 50035, "components.0.type"),
    "content with the flag": (v2(text(), content="hello"), 50035, "content"),
    "embeds with the flag": (v2(text(), embeds=[{"title": "t"}]), 50035, "embeds"),
    "nothing with the flag": (v2(), 50035, "components"),
    "an empty text display": (v2(text("")), 50035, "components.0.content"),
    "an empty container": (v2(container()), 50035, "components.0.components"),
    "a container in a container": (v2(container(container(text()))), 50035, "components.0.components.0.type"),
    "a button without a row": (v2(button()), 50035, "components.0.type"),
    "a section of 4": (v2(section(*[text()] * 4)), 50035, "components.0.components"),
    "a section without accessory": (v2({"type": 9, "components": [text()]}), 50035, "components.0.accessory.type"),
    "11 pictures": (v2(gallery(11)), 50035, "components.0.items"),
    "alt text of 1025": (v2(gallery(description="x" * 1025)), 50035, "components.0.items.0.description"),
    "a picture that is not sent": (v2(gallery(url="attachment://no.png")), 50035, "components.0.items.0.media"),
    "an embed's picture that is not sent": (embed(image={"url": "attachment://no.png"}), 50035, "embeds.0.image"),
    "a colour that is none": (v2(container(text(), accent_color=1 << 24)), 50035, "components.0.accent_color"),
    "a reply to nothing": ({"content": "x", "message_reference": {"message_id": "1"}}, 50035, "message_reference"),
}


@pytest.mark.parametrize("name", RIGHT)
async def test_a_message_at_its_limit_is_taken(discord_server, rest, name):
    message = await rest("POST", f"/channels/{discord_server.general.id}/messages", RIGHT[name])

    assert [m.id for m in discord_server.messages.in_channel(discord_server.general)] == [message["id"]]


@pytest.mark.parametrize("name", WRONG)
async def test_a_message_beyond_a_limit_is_refused(discord_server, rest, name):
    payload, code, path = WRONG[name]

    with pytest.raises(discord.HTTPException) as refused:
        await rest("POST", f"/channels/{discord_server.general.id}/messages", payload)

    assert refused.value.status == 400
    assert refused.value.code == code
    assert path in _paths(discord_server.calls[-1].answer.json.get("errors", {})) or not path
    assert len(discord_server.messages) == 0


def _paths(errors, at=()):
    """Return the paths of the fields that an answer says are wrong."""
    here = {".".join(at)} if "_errors" in errors else set()
    return here.union(*(_paths(inner, (*at, key)) for key, inner in errors.items() if key != "_errors"))


async def test_files_have_a_size_and_a_name_that_is_shown(discord_server, rest, png):
    at = f"/channels/{discord_server.general.id}/messages"

    shown = await rest("POST", at, v2(gallery(url="attachment://a.png")), {"a.png": png})
    await rest("POST", at, {"content": "big"}, {"big": bytes(BIG)})
    with pytest.raises(discord.HTTPException) as refused:
        await rest("POST", at, {"content": "too big"}, {"big": bytes(BIG + 1)})

    assert (refused.value.status, refused.value.code) == (413, 40005)
    assert shown["components"][0]["items"][0]["media"]["url"].startswith(f"http://127.0.0.1:{discord_server.port}/")


async def test_the_flag_of_components_stays(discord_server, rest):
    at = f"/channels/{discord_server.general.id}/messages"
    new = await rest("POST", at, v2(text()))
    plain = await rest("POST", at, {"content": "hello"})

    for id, change in (
        (new["id"], {"content": "hello"}),
        (new["id"], {"content": "hello", "flags": 0, "components": []}),
        (new["id"], {"components": []}),
        (plain["id"], v2(text())),  # its content is still there
    ):
        with pytest.raises(discord.HTTPException) as refused:
            await rest("PATCH", f"{at}/{id}", change)
        assert refused.value.code == 50035

    changed = await rest("PATCH", f"{at}/{new['id']}", {"components": [text("bye")]})
    became = await rest("PATCH", f"{at}/{plain['id']}", v2(text(), content=None))
    assert changed["components"][0]["content"] == "bye"
    assert changed["flags"] == became["flags"] == V2


async def test_it_is_written_down_who_would_be_pinged(discord_server, rest):
    club = discord_server
    at = f"/channels/{club.general.id}/messages"
    said = club.say(club.bob, club.general, "hello")
    loud = f"{club.alice.mention} {club.moderators.mention} @everyone"
    reply = {"message_reference": {"message_id": said.message.id}}
    for payload in (
        {"content": loud},
        {"content": loud, "allowed_mentions": {"parse": []}},
        {"content": loud, "allowed_mentions": {"parse": ["roles"], "users": [club.alice.id]}},
        {"content": "x", **reply},
        {"content": "x", **reply, "allowed_mentions": {"parse": [], "replied_user": False}},
        v2(text(loud)),
    ):
        await rest("POST", at, payload)

    all, none, some, replied, quiet, shown = [message.pings for message in said.answers]

    assert all == shown
    assert (all.users, all.roles, all.everyone) == ({club.alice.id}, {club.moderators.id}, True)
    assert not none
    assert (some.users, some.roles, some.everyone) == ({club.alice.id}, {club.moderators.id}, False)
    assert replied.users == {club.bob.id}
    assert not quiet
