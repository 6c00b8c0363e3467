"""The routes about the bot itself, guilds, people and reactions."""

from discord_server import permissions
from discord_server.calls import Answer, Call, Routes
from discord_server.command_rules import JSON
from discord_server.errors import unknown
from discord_server.gateway import Gateway
from discord_server.intents import REACTIONS
from discord_server.messages import Messages
from discord_server.world import World


class AboutRoutes:
    """Answers that need the world, and for reactions the messages and the gateway."""

    def __init__(self, world: World, messages: Messages, gateway: Gateway) -> None:
        self._world = world
        self._messages = messages
        self._gateway = gateway

    def add_to(self, routes: Routes) -> None:
        """Add them."""
        add = routes.add
        add("GET", "/users/@me", self.me)
        add("GET", "/users/{user_id}", self.user)
        add("GET", "/oauth2/applications/@me", self.application)
        add("GET", "/applications/@me", self.application)
        add("GET", "/gateway", self.gateway)
        add("GET", "/gateway/bot", self.gateway)
        add("POST", "/users/@me/channels", self.open_direct)
        add("GET", "/guilds/{guild_id}/members/{user_id}", self.member)
        add("GET", "/channels/{channel_id}", self.channel)
        reaction = "/channels/{channel_id}/messages/{message_id}/reactions/{emoji_name}/@me"
        add("PUT", reaction, self.react)
        add("DELETE", reaction, self.react)

    async def me(self, call: Call) -> Answer:
        """GET /users/@me."""
        bot = {key: value for key, value in self._world.bot.json().items() if key != "primary_guild"}
        return Answer(json={**bot, "mfa_enabled": True, "locale": "en-US", "verified": True, "email": None})

    async def user(self, call: Call) -> Answer:
        """GET /users/{user_id}."""
        if call.params["user_id"] not in self._world.users:
            raise unknown("User")
        return Answer(json=self._world.users[call.params["user_id"]].json())

    async def application(self, call: Call) -> Answer:
        """GET /oauth2/applications/@me."""
        bot = self._world.bot
        about: JSON = {
            "id": bot.id,
            "name": bot.name,
            "icon": None,
            "description": "",
            "type": None,
            "bot": bot.json(),
            "bot_public": True,
            "bot_require_code_grant": False,
            "verify_key": "0" * 64,
            "flags": 0,
            "flags_new": "0",
            "redirect_uris": [],
            "interactions_endpoint_url": None,
            "role_connections_verification_url": None,
            "owner": self._world.owner.json(),
            "approximate_guild_count": len(self._world.guilds),
            "approximate_user_install_count": 0,
            "approximate_user_authorization_count": 0,
            "explicit_content_filter": 0,
            "team": None,
            "eligible_oauth2_scopes": [],
        }
        return Answer(json=about)

    async def gateway(self, call: Call) -> Answer:
        """GET /gateway and /gateway/bot."""
        if call.path.endswith("gateway"):
            return Answer(json={"url": self._gateway.url})
        limit = {"total": 1000, "remaining": 1000, "reset_after": 0, "max_concurrency": 16}
        return Answer(json={"url": self._gateway.url, "shards": self._gateway.shards, "session_start_limit": limit})

    async def open_direct(self, call: Call) -> Answer:
        """POST /users/@me/channels."""
        user = self._world.users.get(str(call.json.get("recipient_id")))
        if user is None:
            raise unknown("User")
        return Answer(json=self._world.direct(user).json())

    async def member(self, call: Call) -> Answer:
        """GET /guilds/{guild_id}/members/{user_id}."""
        guild = self._world.guilds.get(call.params["guild_id"])
        if guild is None:
            raise unknown("Guild")
        if call.params["user_id"] not in guild.members:
            raise unknown("Member")
        return Answer(json=guild.member(guild.members[call.params["user_id"]][0]))

    async def channel(self, call: Call) -> Answer:
        """GET /channels/{channel_id}."""
        return Answer(json=self._world.channel_seen(call.params["channel_id"]).json())

    async def react(self, call: Call) -> Answer:
        """PUT and DELETE of the bot's own reaction."""
        channel = self._world.channel_seen(call.params["channel_id"], permissions.ADD_REACTIONS)
        message = self._messages.get(channel, call.params["message_id"])
        emoji = {"id": None, "name": call.params["emoji_name"]}
        bot = self._world.bot
        event: JSON = {
            "user_id": bot.id,
            "channel_id": channel.id,
            "message_id": message.id,
            "emoji": emoji,
            "burst": False,
            "type": 0,
        }
        if channel.guild:
            event |= {"guild_id": channel.guild.id, "member": channel.guild.member(bot)}
        mine = (bot, call.params["emoji_name"])
        message.reactions = [reaction for reaction in message.reactions if reaction != mine]
        if call.method == "PUT":
            message.reactions.append(mine)
        name = "MESSAGE_REACTION_ADD" if call.method == "PUT" else "MESSAGE_REACTION_REMOVE"
        self._gateway.dispatch(name, event, channel, REACTIONS)
        return Answer(204)
