"""Page text made fit for display: one character stays one character, and none of them can act.

Markup is escaped by the templates; what is treated here are characters that HTML cannot carry (NUL, lone surrogates) and those that
change how their neighbours look (bidirectional overrides). Each is replaced by one visible character, so that offsets stay true.
"""

import re
from itertools import chain

_PICTURES = {code: 0x2400 + code for code in range(32) if chr(code) not in "\t\n"}
_REPLACED = dict.fromkeys(chain(range(0x7F, 0xA0), (0x202D, 0x202E, 0xFFFE, 0xFFFF), range(0xD800, 0xE000)), 0xFFFD)
_TABLE = {**_PICTURES, **_REPLACED}
_BULLET = re.compile(r"^\s*[*•▪·‣–-]\s+")
_BLANKS = re.compile(r"\s+")


def visible(text: str) -> str:
    """``text`` with control characters, surrogates and bidirectional overrides shown instead of obeyed; same length.

    >>> visible("a\\x00b")
    'a␀b'
    """
    return text.translate(_TABLE)


def one_line(text: str) -> str:
    """``visible`` text with every run of blanks as one space."""
    return visible(_BLANKS.sub(" ", text).strip())


def prose(text: str) -> str:
    """One line without the bullet that it stood behind in a list."""
    return one_line(_BULLET.sub("", text))


def shorten(text: str, limit: int) -> str:
    """At most ``limit`` characters of one line, cut at a word where one ends in its last third, with an ellipsis.

    >>> shorten("The harbour master closed the port", 20)
    'The harbour master…'
    """
    line = prose(text)
    if len(line) <= limit:
        return line
    cut = line[: limit - 1]
    space = cut.rfind(" ")
    return (cut[:space] if space > limit * 2 // 3 else cut).rstrip(" ,;:–—-") + "…"
