"""The routes of commands: what a bot registers, everywhere or in one guild."""

from typing import Any

from discord_server.calls import Answer, Call, Routes
from discord_server.command_rules import CHAT, problems_of_command, problems_of_commands, type_of
from discord_server.errors import DiscordError, refuse, unknown
from discord_server.world import Guild, World

JSON = dict[str, Any]


class Commands:
    """The registered commands by guild id, None for those of everywhere."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._by_guild: dict[str | None, list[JSON]] = {}
        self.writes = 0  # how often a bot registered something

    def of(self, guild_id: str | None) -> list[JSON]:
        """Return the commands of a guild, or of everywhere."""
        return self._by_guild.setdefault(guild_id, [])

    def find(self, name: str, type: int, guild: Guild | None) -> JSON | None:
        """Return what somebody sees by a name: the guild's own command before that of everywhere."""
        seen = [*(self.of(guild.id) if guild else []), *self.of(None)]
        return next((c for c in seen if c["name"] == name and c["type"] == type), None)

    def add_to(self, routes: Routes) -> None:
        """Add the routes."""
        for base in ("/applications/{application_id}", "/applications/{application_id}/guilds/{guild_id}"):
            routes.add("GET", base + "/commands", self.list)
            routes.add("PUT", base + "/commands", self.replace)
            routes.add("POST", base + "/commands", self.create)
            routes.add("GET", base + "/commands/{command_id}", self.get)
            routes.add("PATCH", base + "/commands/{command_id}", self.edit)
            routes.add("DELETE", base + "/commands/{command_id}", self.delete)

    def _here(self, call: Call) -> list[JSON]:
        if call.params["application_id"] != self._world.bot.id:
            raise DiscordError(403, 20012, "You are not authorized to perform this action on this application")
        guild_id = call.params.get("guild_id")
        if guild_id is not None and guild_id not in self._world.guilds:
            raise DiscordError(403, 50001, "Missing Access")
        return self.of(guild_id)

    def _one(self, call: Call) -> JSON:
        for command in self._here(call):
            if command["id"] == call.params["command_id"]:
                return command
        raise unknown("application command")

    def _made(self, command: JSON, here: list[JSON], guild_id: str | None) -> JSON:
        """Return a command as Discord keeps it; one of the same name and type keeps its id."""
        twin = next((c for c in here if (c["name"], c["type"]) == (command["name"], type_of(command))), None)
        made = {"default_member_permissions": None, "nsfw": False, "contexts": None, **command}
        made |= {
            "integration_types": command.get("integration_types") or [0],
            "id": twin["id"] if twin else self._world.ids.new(),
            "application_id": self._world.bot.id,
            "version": self._world.ids.new(),
            "type": command.get("type") or CHAT,
            "description": command.get("description") or "",
        }
        bits = made["default_member_permissions"]
        made["default_member_permissions"] = None if bits is None else str(bits)
        return made if guild_id is None else {**made, "guild_id": guild_id}

    async def list(self, call: Call) -> Answer:
        """GET the commands."""
        return Answer(json=self._here(call))

    async def replace(self, call: Call) -> Answer:
        """PUT all commands."""
        here = self._here(call)
        refuse(problems_of_commands(call.json))
        self.writes += 1
        here[:] = [self._made(command, here, call.params.get("guild_id")) for command in call.json]
        return Answer(json=here)

    async def create(self, call: Call) -> Answer:
        """POST a command; one of the same name and type is replaced."""
        here = self._here(call)
        refuse(problems_of_command(call.json))
        made = self._made(call.json, here, call.params.get("guild_id"))
        others = [command for command in here if command["id"] != made["id"]]
        refuse(problems_of_commands([*others, made]))
        self.writes += 1
        here[:] = [*others, made]
        return Answer(201 if len(others) == len(here) - 1 else 200, made)

    async def get(self, call: Call) -> Answer:
        """GET a command."""
        return Answer(json=self._one(call))

    async def edit(self, call: Call) -> Answer:
        """PATCH a command."""
        command = self._one(call)
        refuse(problems_of_command({**command, **call.json}))
        self.writes += 1
        command.update(call.json, version=self._world.ids.new())
        return Answer(json=command)

    async def delete(self, call: Call) -> Answer:
        """DELETE a command."""
        command = self._one(call)
        self.writes += 1
        self._here(call).remove(command)
        return Answer(204)
