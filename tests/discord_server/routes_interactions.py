"""The routes of answers to interactions: the callback, and the webhook with its messages."""

from discord_server.calls import Answer, Call, Routes
from discord_server.events import Events
from discord_server.interactions import DEFER, REPLY, UPDATE, Interaction, Interactions
from discord_server.messages import Message


class InteractionRoutes:
    """Answers that need the interactions and the events that tell of their messages."""

    def __init__(self, interactions: Interactions, events: Events) -> None:
        self._interactions = interactions
        self._events = events

    def add_to(self, routes: Routes) -> None:
        """Add them."""
        routes.add("POST", "/interactions/{interaction_id}/{interaction_token}/callback", self.callback)
        hook = "/webhooks/{webhook_id}/{webhook_token}"
        routes.add("POST", hook, self.follow_up)
        routes.add("GET", hook + "/messages/{message_id}", self.get)
        routes.add("PATCH", hook + "/messages/{message_id}", self.edit)
        routes.add("DELETE", hook + "/messages/{message_id}", self.delete)

    async def callback(self, call: Call) -> Answer:
        """POST the first answer; 200 with a description of it where the bot asks for that, else 204."""
        type, data = call.json.get("type"), call.json.get("data") or {}
        interaction = self._interactions.answering(
            call.params["interaction_id"], call.params["interaction_token"], type
        )
        message = self._interactions.answer(interaction, type, data, call.files)
        if message is not None:
            self._events.updated(message) if type == UPDATE else self._events.created(message)
        if call.query.get("with_response") not in ("1", "true", "True"):
            return Answer(204)
        about = {"id": interaction.id, "type": interaction.type}
        if message is not None:
            about["response_message_id"] = message.id
            about["response_message_loading"] = type == DEFER
            about["response_message_ephemeral"] = message.ephemeral
        body = {"interaction": about}
        if type in (REPLY, UPDATE) and message is not None:
            body["resource"] = {"type": type, "message": message.json}
        return Answer(json=body)

    def _open(self, call: Call) -> Interaction:
        return self._interactions.open_token(call.params["webhook_id"], call.params["webhook_token"])

    def _message(self, call: Call) -> tuple[Interaction, Message]:
        interaction = self._open(call)
        return interaction, self._interactions.message_of(interaction, call.params["message_id"])

    async def follow_up(self, call: Call) -> Answer:
        """POST a further message."""
        message, new = self._interactions.follow_up(self._open(call), call.json or {}, call.files)
        self._events.created(message) if new else self._events.updated(message)
        return Answer(json=message.json) if call.query.get("wait") in ("1", "true", "True") else Answer(204)

    async def get(self, call: Call) -> Answer:
        """GET a message of the answer."""
        return Answer(json=self._message(call)[1].json)

    async def edit(self, call: Call) -> Answer:
        """PATCH a message of the answer; that ends its loading."""
        interaction, message = self._message(call)
        self._interactions.edit(interaction, message, call.json or {}, call.files)
        self._events.updated(message)
        return Answer(json=message.json)

    async def delete(self, call: Call) -> Answer:
        """DELETE a message of the answer."""
        self._events.deleted(self._message(call)[1])
        return Answer(204)
