"""How far a line is the caption of a picture."""

import re
from collections.abc import Mapping
from functools import lru_cache

from stemma.language.lexicon import Lexicons
from stemma.records import Feature
from stemma.stages.clean.lines import Line

_BRACKET_CREDIT = re.compile(r"[\[(](?P<inside>[^\[\]()]{2,70})[\])]\W{0,2}$")
_BRACKET_END = re.compile(r"[\])]\W{0,2}$")
_RIGHTS_END = re.compile(r"(?:©\s?[^.]{2,60}|\b[A-Z][\w ]{1,24}/[A-Z][\w .-]{2,40}|\b[A-Z]{2,8} [Pp]hoto)\W{0,2}$")
_QUOTED = re.compile(r"[\"“”]|\bsaid\b")
_INNER_SENTENCE = re.compile(r"[a-z][.!?]\s")
_AFTER_OPENING = re.compile(r"[:：/|–—-]")
_READ_CHARS = 400
_WEIGHTS = {
    "marked_as_caption": 4.0,
    "bracket_credit": 2.0,
    "picture_in_bracket": 1.5,
    "capitals_in_bracket": 1.5,
    "credit_at_start": 3.0,
    "credit_at_end": 2.5,
    "says_where": 2.0,
    "says_what_is_shown": 1.2,
    "beside_picture_note": 2.5,
    "short": 0.6,
    "quotes_or_says": -1.5,
    "several_sentences": -0.8,
    "long": -2.0,
    "bias": -2.9,
}


@lru_cache(maxsize=4)
def compile_caption_words(lexicons: Lexicons) -> dict[str, re.Pattern[str]]:
    """Patterns that find what a picture is called, who stands where in it, what is shown, and a credit that opens or ends a line."""
    forms = {feature: "|".join(_forms(lexicons, feature)) for feature in ("picture", "position", "shown")}
    patterns = {
        "picture": rf"(?<!\w)(?:{forms['picture']})(?!\w)",
        "position": rf"[,(;]\s?(?:{forms['position']})(?:[,);.]|$)",
        "position_first": rf"(?:{forms['position']})(?:[,);.]|$)",
        "shown": rf"(?<!\w)(?:{forms['shown']})(?!\w)",
        "opens": rf"^\W{{0,3}}(?:{forms['picture']})\s?(?:credit|by|av|von|de|di|af)?\s?{_AFTER_OPENING.pattern}",
        "ends": rf"(?<!\w)(?:{forms['picture']})(?: credit)?s?\s?[:：]\s?[^.]{{2,60}}$",
    }
    return {name: re.compile(pattern, re.IGNORECASE) for name, pattern in patterns.items()}


def _forms(lexicons: Lexicons, feature: str) -> list[str]:
    return [re.escape(row[2]) for row in sorted(lexicons.rows("caption_words"), key=lambda row: (-len(row[2]), row)) if row[0] == feature]


def caption_features(line: Line, lexicons: Lexicons, *, beside_picture_note: bool) -> tuple[Feature, ...]:
    """The named parts of a line's caption score; above 0 in sum, the line is a caption. ``beside_picture_note`` says that a note
    about the picture's making or rights stands next to it."""
    values = _measure(line, lexicons, beside_picture_note=beside_picture_note)
    return tuple(Feature(name=name, value=float(value), weight=_WEIGHTS[name]) for name, value in values.items())


def _measure(line: Line, lexicons: Lexicons, *, beside_picture_note: bool) -> dict[str, bool]:
    text, words = line.text[-_READ_CHARS:], compile_caption_words(lexicons)
    bracket = _BRACKET_CREDIT.search(text)
    inside = bracket.group("inside") if bracket else ""
    return {
        "marked_as_caption": _is_marked(line),
        "bracket_credit": bool(inside) and not inside.islower() and not inside.isdigit(),
        "picture_in_bracket": "/" in inside or bool(words["picture"].search(inside)),
        "capitals_in_bracket": inside.isupper() and len(inside) > 3,
        "credit_at_start": bool(words["opens"].match(line.text[:80])),
        "credit_at_end": bool(_RIGHTS_END.search(text[-90:]) or words["ends"].search(text[-110:])),
        "says_where": _says_where(text, words),
        "says_what_is_shown": bool(words["shown"].search(text)),
        "beside_picture_note": beside_picture_note and len(line.text) < 300,
        "short": len(line.text) < 260,
        "quotes_or_says": bool(_QUOTED.search(text)),
        "several_sentences": len(_INNER_SENTENCE.findall(text)) > 2,
        "long": len(line.text) > 450,
        "bias": True,
    }


def is_caption(line: Line, lexicons: Lexicons, *, beside_picture_note: bool) -> bool:
    """Whether the caption score of a line is above 0."""
    if not (beside_picture_note or _is_marked(line) or _may_be_caption(line, lexicons)):
        return False
    values = _measure(line, lexicons, beside_picture_note=beside_picture_note)
    return sum([value * _WEIGHTS[name] for name, value in values.items()]) > 0


def _may_be_caption(line: Line, lexicons: Lexicons) -> bool:
    """Whether any of the signs that can outweigh the rest is there: a credit in brackets, at the start or the end, or who stands where
    beside what is shown. Each is looked for only where a character that it needs stands."""
    text, start, words = line.text[-_READ_CHARS:], line.text[:80], compile_caption_words(lexicons)
    end = text[-110:]
    may_end = ":" in end or "：" in end
    may_say_rights = "/" in end or "©" in end or "hoto" in end
    if (_BRACKET_END.search(text[-4:]) is not None and _BRACKET_CREDIT.search(text) is not None) or (
        (may_end and words["ends"].search(end) is not None) or (may_say_rights and _RIGHTS_END.search(text[-90:]) is not None)
    ):
        return True
    if _AFTER_OPENING.search(start) is not None and words["opens"].match(start) is not None:
        return True
    return _says_where(text, words) and words["shown"].search(text) is not None


def _says_where(text: str, words: Mapping[str, re.Pattern[str]]) -> bool:
    may_say = "," in text or "(" in text or ";" in text
    return words["position_first"].match(text) is not None or (may_say and words["position"].search(text) is not None)


def _is_marked(line: Line) -> bool:
    markup = line.markup
    if markup is None:
        return False
    return (
        "figcaption" in markup.landmarks or "caption" in markup.hints or ("figure" in markup.landmarks and "table" not in markup.landmarks)
    )
