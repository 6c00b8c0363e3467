"""Who may do what where: Discord's permission bits and how roles and channels add up to them."""

from collections.abc import Mapping

ADMINISTRATOR = 1 << 3
MANAGE_GUILD = 1 << 5
ADD_REACTIONS = 1 << 6
VIEW_CHANNEL = 1 << 10
SEND_MESSAGES = 1 << 11
MANAGE_MESSAGES = 1 << 13
EMBED_LINKS = 1 << 14
ATTACH_FILES = 1 << 15
READ_MESSAGE_HISTORY = 1 << 16
MENTION_EVERYONE = 1 << 17
USE_APPLICATION_COMMANDS = 1 << 31
SEND_MESSAGES_IN_THREADS = 1 << 38
EVERYTHING = (1 << 52) - 1

MEMBERS = (
    ADD_REACTIONS
    | VIEW_CHANNEL
    | SEND_MESSAGES
    | EMBED_LINKS
    | ATTACH_FILES
    | READ_MESSAGE_HISTORY
    | USE_APPLICATION_COMMANDS
    | SEND_MESSAGES_IN_THREADS
)
MODERATORS = MEMBERS | MANAGE_GUILD | MANAGE_MESSAGES | MENTION_EVERYONE

Overwrites = Mapping[str, tuple[int, int]]


def total(roles: Mapping[str, int], everyone: str, member: str, overwrites: Overwrites) -> int:
    """Return a member's bits in a channel.

    `roles` are the member's roles, @everyone included, with their bits; `overwrites` are what the channel allows and
    denies for a role or a member, by id.
    """
    bits = 0
    for granted in roles.values():
        bits |= granted
    if bits & ADMINISTRATOR:
        return EVERYTHING
    bits = _changed(bits, [overwrites.get(everyone, (0, 0))])
    bits = _changed(bits, [overwrites[role] for role in roles if role != everyone and role in overwrites])
    return _changed(bits, [overwrites.get(member, (0, 0))])


def _changed(bits: int, changes: list[tuple[int, int]]) -> int:
    for _, denied in changes:
        bits &= ~denied
    for allowed, _ in changes:
        bits |= allowed
    return bits
