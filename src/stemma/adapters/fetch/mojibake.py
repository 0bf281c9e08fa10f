"""Whether a text was decoded with the wrong encoding: it then holds letters in an order that no language writes."""

import re

_ACCENTED_RUN = re.compile(r"[\u00c0-\u017f]{3,}")
_HIGH_LETTERS = re.compile(r"[^\W\d_a-zA-Z]")
_CYRILLIC_WORD = re.compile(r"[\u0400-\u045f]{3,}")
_CAPITAL_WITHIN = re.compile(r"[\u0430-\u045f][\u0410-\u042f]")
_SIGN_WITHIN = re.compile(r"[^\W\d_][\u00b9\u00b2\u00b3\u00bc\u00bd\u00be\u00a3\u00a5\u00a7\u00b1\u00a4](?=[^\W\d_])")
_CONTROL = re.compile(r"[\x80-\x9f]")
_SAMPLE_CHARS = 200_000
_MOST_ACCENTED, _MOST_INVERTED, _MOST_SIGNS = 0.3, 0.2, 0.02


def looks_garbled(text: str) -> bool:
    """Signs of a wrong encoding, each counted against the letters beyond ASCII: long runs of accented Latin letters (Cyrillic or Chinese
    read as Western), Cyrillic words with capitals inside (KOI8 against Windows-1251), signs such as \u00b3 inside words (Central European
    read as Western), and control codes where Windows has letters.

    >>> looks_garbled("\u00cf\u00ee\u00f0\u00f2 \u00c0\u00eb\u00e2\u00e0"), looks_garbled("Caf\u00e9 de l\u2019Alva")
    (True, False)
    """
    sample = text[:_SAMPLE_CHARS]
    high = len(_HIGH_LETTERS.findall(sample))
    if not high:
        return False
    words = len(_CYRILLIC_WORD.findall(sample))
    accented = sum(len(run) for run in _ACCENTED_RUN.findall(sample))
    inverted = len(_CAPITAL_WITHIN.findall(sample))
    signs = len(_SIGN_WITHIN.findall(sample)) + len(_CONTROL.findall(sample))
    return accented > high * _MOST_ACCENTED or (words > 0 and inverted > words * _MOST_INVERTED) or signs > max(1, high * _MOST_SIGNS)
