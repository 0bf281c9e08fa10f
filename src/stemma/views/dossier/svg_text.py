"""How wide words are, near enough to place and to cut labels without a font at hand."""

_NARROW = frozenset("iIjltfr.,:;'|!()[]{}- ·’‘/")
_WIDE = frozenset("mwMWQOGCD@%&—…")
_WIDE_FROM = 0x2E80


def text_width(text: str, size: float) -> float:
    """An upper estimate of the width of one line in a common sans-serif, in the unit of ``size``."""
    return size * sum(_em(character) for character in text)


def fit_text(text: str, size: float, width: float) -> str:
    """``text``, cut with an ellipsis where it would be wider than ``width``."""
    if text_width(text, size) <= width:
        return text
    room = width - size
    used, kept = 0.0, 0
    for character in text:
        used += size * _em(character)
        if used > room:
            break
        kept += 1
    return text[:kept].rstrip(" ,;:–—-") + "…"


def _em(character: str) -> float:
    if ord(character) >= _WIDE_FROM:
        return 1.05
    if character in _NARROW:
        return 0.34
    if character in _WIDE:
        return 0.9
    return 0.7 if character.isupper() else 0.57
