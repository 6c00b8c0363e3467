"""What a person is told when something cannot be done: one sentence, shown as it is."""


class Refused(Exception):
    """The request cannot be met; the message is one clear sentence for the person who asked."""

    def __init__(self, message: str) -> None:
        """Take the sentence; one that ends in a question needs no full stop."""
        super().__init__(message.replace("?.", "?"))
