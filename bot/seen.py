"""What has been seen already: after a dropped connection Discord sends events again."""

from collections import OrderedDict


class Seen:
    """The last ids."""

    def __init__(self, most: int = 10_000) -> None:
        """Remember so many ids."""
        self._most = most
        self._ids: OrderedDict[int, None] = OrderedDict()

    def again(self, number: int) -> bool:
        """Tell whether an id was seen before, and remember it."""
        if number in self._ids:
            return True
        self._ids[number] = None
        if len(self._ids) > self._most:
            self._ids.popitem(last=False)
        return False
