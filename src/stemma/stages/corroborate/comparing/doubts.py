"""What tells that two values are of two things, or of one that is only written otherwise, whoever found the clash."""

import re

from rapidfuzz.distance import Indel

from stemma.language.spelling import skeleton
from stemma.records import Page
from stemma.stages.corroborate.comparing.loose_dates import is_loose
from stemma.stages.corroborate.comparing.matter import Clash, Ground, Side
from stemma.stages.corroborate.comparing.moments import CLOCK, gap_days
from stemma.stages.corroborate.comparing.spots import may_lie_in

FARTHEST_FACTOR = 100
"""Numbers farther apart than by this factor are of two things, unless their digits are the same."""
SAME_SOUND = 0.6
"""How alike (0..1) the skeletons of two place names must be for them to be spellings of one."""
_BEFORE_ASIDE = re.compile(
    r"(?:\b(?:from|than|against|instead of|not|limit|target|last year's)\W+(?:the |a |some |about )?|\b(?:limit|target) of )$"
    r"|\b(?:expect|forecast|anticipat|predict|looking for|hoped for)\w*\W+(?:\w+\W+){0,2}$",
    re.IGNORECASE,
)
_AFTER_ASIDE = re.compile(
    r"^\W*(?:\w+\W+){0,2}?(?:a year earlier|last year|previously|before|expected|forecast|anticipated|which (?:\w+ )?(?:analysts|experts)"
    r"|other|others|more)\b",
    re.IGNORECASE,
)
_MORE = re.compile(r"(?<!the )\b(?:others?|further|another|additional|extra|fellow|more(?! than))\b", re.IGNORECASE)
_WORD_BEFORE = 12
_WIDER = re.compile(r"\b(?:island|islands|province|region|state|district|county|prefecture|governorate|peninsula)\s+of\s+$", re.IGNORECASE)
_FROM_THE_PAGE = re.compile(
    r"\b(?:today|yesterday|tomorrow|tonight|last night|this (?:morning|afternoon|evening)"
    r"|(?:that|the same) (?:day|night|morning|afternoon|evening)|the (?:next|following|previous) day|day (?:before|after|earlier))\b",
    re.IGNORECASE,
)
"""Days that are counted from the day of publication, which pages often do not show, or from a day told before."""
_AT_NIGHT = re.compile(r"\b(?:night|late|overnight)\b", re.IGNORECASE)
_BEFORE_DAY = re.compile(r"\b(?:early|small|hours|overnight|midnight|night|dawn)\b", re.IGNORECASE)
ONE_NIGHT_DAYS = 1
_DAY_LENGTH = len("2026-03-11")
_DAY = re.compile(r"\d{1,4}(?!\d|[:.]\d| ?[ap]\.?m)|day\b|\b[A-Z][a-z]{2,}")
_UP = frozenset("up higher rose rise gained gain climbed increased grew jumped".split())
_DOWN = frozenset("down lower fell fall lost dropped decreased shrank slid tumbled plunged".split())


def is_doubtful(clash: Clash, ground: Ground) -> bool:
    """Whether a clash of numbers, dates or places of two reports has a sign that both may be right."""
    if clash.one.reading.statement.report == clash.other.reading.statement.report:
        return False
    match clash.kind:
        case "number":
            return _are_two_numbers(clash, ground)
        case "date":
            words = _words(clash.one, ground), _words(clash.other, ground)
            return not all(map(names_a_day, words)) or any(map(_FROM_THE_PAGE.search, words)) or _are_of_one_night(clash, words)
        case "place":
            return _may_be_one_place(clash, ground)
        case _:
            return False


def is_aside(page: Page, span: tuple[int, int], sentence: tuple[int, int]) -> bool:
    """Whether a number is only compared with: what was expected, what was before, what is allowed."""
    text = page.report.text
    before = text[max(sentence[0], span[0] - 32) : span[0]]
    return bool(_BEFORE_ASIDE.search(before) or _AFTER_ASIDE.search(text[span[1] : min(sentence[1], span[1] + 40)]))


def comes_on_top(text: str, start: int, end: int) -> bool:
    """Whether the number at ``start:end`` comes on top of what is known already ("six other ships", "a further 18 people")."""
    before = text[max(0, start - _WORD_BEFORE) : start].rstrip().rpartition(" ")[2]
    return _MORE.search(text, start, end) is not None or _MORE.fullmatch(before) is not None


def names_a_day(words: str) -> bool:
    """Whether the words of a date say more than an hour or a part of a day ("4:17 a.m.", "nightfall").

    >>> names_a_day("9.20am"), names_a_day("4:17 a.m."), names_a_day("overnight"), names_a_day("early on Saturday"), names_a_day("9 March")
    (False, False, False, True, True)
    """
    return _DAY.search(CLOCK.sub("", words)) is not None


def _are_of_one_night(clash: Clash, words: tuple[str, str]) -> bool:
    """Whether the one is the night and the other the small hours of the day after it."""
    keys = clash.one.key[:_DAY_LENGTH], clash.other.key[:_DAY_LENGTH]
    if any(len(key) < _DAY_LENGTH or is_loose(key) for key in keys) or gap_days(*keys) > ONE_NIGHT_DAYS or keys[0] == keys[1]:
        return False
    late, early = words if keys[0] < keys[1] else words[::-1]
    return _AT_NIGHT.search(late) is not None and _BEFORE_DAY.search(early) is not None


def _words(side: Side, ground: Ground) -> str:
    return ground.pages[side.reading.statement.report].report.text[side.start : side.end]


def _sentence(side: Side) -> tuple[int, int]:
    held = side.reading.sentence or side.reading.statement
    return held.start, held.end


# ---------------------------------------------------------------- numbers


def _are_two_numbers(clash: Clash, ground: Ground) -> bool:
    sides = clash.one, clash.other
    asides = [is_aside(ground.pages[side.reading.statement.report], (side.start, side.end), _sentence(side)) for side in sides]
    if asides[0] != asides[1] or _go_opposite_ways(clash) or _are_far_apart(clash):
        return True
    texts = [ground.pages[side.reading.statement.report].report.text for side in sides]
    on_top = [comes_on_top(text, side.start, side.end) for text, side in zip(texts, sides, strict=True)]
    if on_top[0] != on_top[1] and clash.matter not in ground.counted.phrases:  # "14 others were injured" are all who were
        return True
    return any(_gives(one, other, ground) for one, other in (sides, sides[::-1]))


def _gives(side: Side, other: Side, ground: Ground) -> bool:
    """Whether the sentence of a side gives the other's number too, in the same figures."""
    start, end = _sentence(side)
    text = ground.pages[side.reading.statement.report].report.text[start:end].replace(",", "")
    value = other.key.partition("|")[0]
    return value not in {"None", "0", "1"} and re.search(rf"(?<![\d.]){re.escape(value)}(?![\d]|\.\d)", text) is not None


def _go_opposite_ways(clash: Clash) -> bool:
    words = clash.one.reading.words, clash.other.reading.words
    return any(words[a] & _UP and words[1 - a] & _DOWN and not words[a] & _DOWN and not words[1 - a] & _UP for a in (0, 1))


def _are_far_apart(clash: Clash) -> bool:
    values = [side.key.partition("|")[0] for side in (clash.one, clash.other)]
    if "None" in values:
        return False
    low, high = sorted(abs(float(value)) for value in values)
    is_misread = _digits(values[0]) == _digits(values[1]) and len(_digits(values[0])) > 1
    return low > 0 and high / low > FARTHEST_FACTOR and not is_misread


def _digits(value: str) -> str:
    return "".join(sorted(value.strip("0")))


# ---------------------------------------------------------------- places


def _may_be_one_place(clash: Clash, ground: Ground) -> bool:
    """Whether two places may be one: spellings of one name, one named as the island, province … that holds it, or an area in which one of
    a name that no atlas knows may lie; or a feast."""
    names = [ground.entities[side.key.removeprefix("e:")].name for side in (clash.one, clash.other) if side.key[2:] in ground.entities]
    if len(names) == 2 and any(_is_short_for(one, other) for one, other in (names, names[::-1])):
        return True
    if len(names) == 2 and Indel.normalized_similarity(*(_sound(name) for name in names)) >= SAME_SOUND:
        return True
    if len(names) == 2 and any(may_lie_in(one, other, ground.meanings.lexicons) for one, other in (names, names[::-1])):
        return True
    for side in (clash.one, clash.other):
        text = ground.pages[side.reading.statement.report].report.text
        if _WIDER.search(text[max(0, side.start - 40) : side.start]):
            return True
    feasts = {row[0].partition(" ")[0] for row in ground.meanings.lexicons.rows("feasts")}
    return any(name.lower().partition(" ")[0] in feasts for name in names)


def _is_short_for(one: str, other: str) -> bool:
    """Whether one name is the initials of the other.

    >>> _is_short_for("L.A.", "Los Angeles"), _is_short_for("Lima", "Los Angeles")
    (True, False)
    """
    words = other.replace("-", " ").split()
    return len(words) > 1 and one.replace(".", "").replace(" ", "").casefold() == "".join(word[0] for word in words).casefold()


def _sound(name: str) -> str:
    return "".join(skeleton(word) for word in name.replace("-", " ").split())
