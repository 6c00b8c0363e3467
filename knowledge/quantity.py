"""Amounts as the guides write them: "£55K–£70K", "$360K–$600K+", "8+", "10-15"."""

import re
from dataclasses import dataclass

_NUMBER = re.compile(r"(\d[\d,]*(?:\.\d+)?)\s*([kKmM]\b)?")
_OPEN = re.compile(r"\+|or more|and more|and up", re.IGNORECASE)
_SCALE = {"k": 1_000, "m": 1_000_000}


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number or a range; `text` keeps the guide's own notation, `maximum` is None for a bare "8+"."""

    text: str
    minimum: float
    maximum: float | None
    open_ended: bool

    @classmethod
    def parse(cls, value: object) -> "Quantity":
        """Read a range; raises ValueError, in words for a moderator, for anything else."""
        if isinstance(value, Quantity):
            return value
        if isinstance(value, bool) or not isinstance(value, str | int | float):
            raise ValueError(f"must be a number or a range like 10-15, but is {value!r}")
        text = str(value).strip()
        found = _NUMBER.findall(text)
        numbers = [float(digits.replace(",", "")) * _SCALE.get(scale.lower(), 1) for digits, scale in found]
        if not 1 <= len(numbers) <= 2 or text.startswith(("-", "\N{MINUS SIGN}")):
            raise ValueError(f"must be a number or a range like 10-15 or £55K–£70K, but is '{text}'")
        open_ended = bool(_OPEN.search(text))
        if len(found) == 2 and found[1][1] and not found[0][1]:  # "£55–70K" means 55K
            numbers[0] *= _SCALE[found[1][1].lower()]
        minimum = numbers[0]
        maximum = numbers[1] if len(numbers) == 2 else None if open_ended else minimum
        if maximum is not None and minimum > maximum:
            raise ValueError(f"the minimum is above the maximum in '{text}'; swap the two")
        return cls(text, minimum, maximum, open_ended)

    def __str__(self) -> str:
        """Return the guide's own notation."""
        return self.text
