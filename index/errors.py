"""What can be wrong with an index or an encoder, always with the command that mends it."""


class IndexUnavailable(Exception):
    """There is no index that can be used: missing, damaged, or made for another model."""


class EncoderUnavailable(Exception):
    """The encoder cannot be loaded or exported."""
