"""Whom a message would ping: what Discord makes of mentions in a text and of `allowed_mentions`."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

_USER = re.compile(r"<@!?(\d+)>")
_ROLE = re.compile(r"<@&(\d+)>")
_EVERYONE = re.compile(r"@(?:everyone|here)\b")


@dataclass(frozen=True)
class Pings:
    """Ids of users and roles that are pinged, and whether everyone is. False as a truth value if nobody is."""

    users: frozenset[str] = frozenset()
    roles: frozenset[str] = frozenset()
    everyone: bool = False

    def __bool__(self) -> bool:
        return bool(self.users or self.roles or self.everyone)


def pings(texts: Iterable[str], allowed: dict[str, Any] | None, replied_to: str | None = None) -> Pings:
    """Return whom texts would ping; `allowed` is the payload's allowed_mentions, None when it has none.

    `replied_to` is the author of the message that is replied to.
    """
    text = "\n".join(texts)
    rules: dict[str, Any] = {"parse": ["users", "roles", "everyone"], "replied_user": True}
    rules = rules if allowed is None else allowed
    parse = rules.get("parse") or []
    users = {id for id in _USER.findall(text) if "users" in parse or id in map(str, rules.get("users") or [])}
    roles = {id for id in _ROLE.findall(text) if "roles" in parse or id in map(str, rules.get("roles") or [])}
    if replied_to and rules.get("replied_user"):
        users.add(replied_to)
    return Pings(frozenset(users), frozenset(roles), "everyone" in parse and bool(_EVERYONE.search(text)))
