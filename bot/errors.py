"""What goes wrong in talking with people, said so that they can go on."""


class Sorry(Exception):
    """Something that the mentor cannot do for a person; the message is one or two sentences for them."""
