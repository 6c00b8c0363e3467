"""A number with what it counts: "1 question", "2,000 questions". Pure."""


def counted(number: int, one: str, many: str = "") -> str:
    """Return a number and its noun; `many` where that is not `one` with an s."""
    return f"{number:,} {one if number == 1 else many or f'{one}s'}"
