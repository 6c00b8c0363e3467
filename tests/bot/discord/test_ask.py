"""/ask, over the real protocol: what people see, and what their buttons do."""

PAY = "how much does a senior AI engineer earn in the UK?"


async def test_an_answer_shows_its_passages_under_their_sources_with_the_best_sentence_marked(discord_server, bot):
    handle = discord_server.slash(discord_server.alice, "ask", question=PAY)

    message = await handle.final()

    assert "**1. AIU.ac > " in message.text
    assert "__**" in message.text
    assert "£100K–£135K" in message.text
    assert "by Marcus Reid" in message.text
    assert "sure (" in message.text
