"""Bytes → text, and text without characters that nobody can see."""

import codecs
import re

from knowledge.files import Unreadable
from knowledge.importing.draft import Notes

_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
# Browsers read these as Windows-1252, because pages that claim to be them are.
_WESTERN = {"iso8859-1", "ascii"}
_SPACES = re.compile("[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]")
_LINE_ENDS = re.compile("\\r\\n?|[\\v\\f\u0085\u2028\u2029]")
# Control characters, what joins or directs without being seen, noncharacters, and private ones (icon fonts, our marks).
# The joiners U+200C and U+200D stay: Persian and Indian words, and emoji, need them.
_UNSEEN = re.compile(
    "[\\x00-\\x08\\x0e-\\x1f\\x7f-\\x84\\x86-\\x9f\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f"
    "\ud800-\udfff\ue000-\uf8ff\ufeff\ufff0-\uffff\U000e0000-\U000e007f\U000f0000-\U0010ffff]"
)
_BINARY = re.compile(b"[\\x00-\\x08\\x0e-\\x1a\\x1c-\\x1f]")


def decoded(data: bytes, notes: Notes, declared: str | None = None) -> str:
    """Return the text of bytes: by their mark, as declared, as UTF-8, or as Windows-1252 with a note.

    Raises Unreadable for bytes that are no text.
    """
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            return data[len(bom) :].decode(encoding, errors="replace")
    if len(_BINARY.findall(data[:65536])) * 100 > len(data[:65536]):
        raise Unreadable("this is no text but a binary file; open it in the program that made it and save it as text")
    if declared and (name := _known(declared)):
        try:
            return data.decode(name)
        except (UnicodeDecodeError, LookupError):  # "zlib" is a codec too, but none of texts
            notes.say(f"it says that its encoding is {declared} and that is not so; look at accents and quotes")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        notes.say("its encoding is not said and it was read as Windows-1252; look at accents and quotes")
        return data.decode("cp1252", errors="replace")


def _known(declared: str) -> str | None:
    try:
        name = codecs.lookup(declared).name
    except LookupError:
        return None
    if name.startswith(("utf-16", "utf-32")):  # who could read so far as to see that declaration, read bytes
        return "utf-8"
    return "cp1252" if name in _WESTERN else name


def cleaned(text: str) -> str:
    """Return a text with Unix line ends and plain spaces, without characters that cannot be seen; tabs stay."""
    return _UNSEEN.sub("", _SPACES.sub(" ", _LINE_ENDS.sub("\n", text)))
