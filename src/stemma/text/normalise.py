"""Unicode and line-ending normalisation: what every offset in the system is counted on."""

import re
import unicodedata

_LINE_ENDS = re.compile("\r\n|[\r\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029]")
_UNPRINTABLE = re.compile("[\x00-\x08\x0e-\x1b\x1f\x7f]")
_SURROGATES = re.compile("[\ud800-\udfff]")


def normalise(text: str) -> str:
    r"""Bring text to Unicode NFC with ``\n`` as the only line ending.

    A byte order mark at the start is dropped; control characters that nobody can see become spaces, and half surrogate pairs
    (which no encoding can write) become U+FFFD, each one for one. Idempotent.

    >>> normalise("Zu\u0308rich\r\nBern")
    'Zürich\nBern'
    """
    if text.isprintable() and unicodedata.is_normalized("NFC", text):
        return text
    text = text.removeprefix("\ufeff")
    text = _LINE_ENDS.sub("\n", text)
    text = _UNPRINTABLE.sub(" ", text)
    text = _SURROGATES.sub("\ufffd", text)
    return unicodedata.normalize("NFC", text).removeprefix("\ufeff")


def squash(text: str) -> str:
    """Every run of white space as one space, none at the ends.

    >>> squash("  a\\n b ")
    'a b'
    """
    return " ".join(text.split())


def fold(text: str) -> str:
    """A form for comparing wordings: case folded, typographic quotes and dashes made plain, white space squashed.

    >>> fold("The Mayor’s  Office")
    "the mayor's office"
    """
    plain = text.replace("`", "'") if text.isascii() else text.translate(_PLAIN)
    return squash(plain.casefold())


def without_accents(word: str) -> str:
    """A lower-case word in plain letters, as papers print foreign names.

    >>> without_accents("łódź"), without_accents("camaná")
    ('lodz', 'camana')
    """
    if word.isascii():
        return word
    letters = unicodedata.normalize("NFKD", word.translate(_LETTERS))
    return "".join(letter for letter in letters if not unicodedata.combining(letter)) or word


_LETTERS = str.maketrans({"ł": "l", "đ": "d", "ø": "o", "æ": "ae", "œ": "oe", "ß": "ss", "ı": "i", "ð": "d", "þ": "th"})
_PLAIN = str.maketrans(
    {
        "‘": "'",
        "’": "'",
        "‚": "'",
        "‛": "'",
        "`": "'",
        "´": "'",
        "“": '"',
        "”": '"',
        "„": '"',
        "‟": '"',
        "«": '"',
        "»": '"',
        "‐": "-",
        "‑": "-",
        "‒": "-",
        "–": "-",
        "—": "-",
        "―": "-",
        "−": "-",
        "\u00a0": " ",
        "\u00ad": None,
        "\u200b": None,
        "\u200c": None,
        "\u200d": None,
        "\u2060": None,
        "\ufeff": None,
    }
)
