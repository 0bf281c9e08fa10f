"""Chinese names in two romanisations: whether a Wade-Giles spelling and one in pinyin write the same syllables.

Newspapers drop the apostrophes of Wade-Giles, so that *ch* may be *j, q, zh* or *ch*, and *t* may be *t* or *d*: initials are compared
by class. That is only done between a spelling that pinyin cannot have and one that has no mark of Wade-Giles, because within
one romanisation *Jing* and *Qing* are two names.
"""

import re
from functools import lru_cache

_SYLLABLE = re.compile(r"(zh|ch|sh|hs|ts|tz|ss|[bpmfdtnlgkhjqxrzcswy])?([aeiou]{1,3}h?)(ng|n(?![aeiou])|r(?![aeiou]))?")
_CLASSES = {
    **dict.fromkeys(("zh", "ch", "j", "q"), "j"),
    **dict.fromkeys(("hs", "x"), "x"),
    **dict.fromkeys(("ts", "tz", "z", "c"), "z"),
    **dict.fromkeys(("b", "p"), "b"),
    **dict.fromkeys(("d", "t"), "d"),
    **dict.fromkeys(("g", "k"), "g"),
    "ss": "s",
}
_FINALS = {"ung": "ong", "ien": "ian", "iung": "iong", "ieh": "ie", "ueh": "ue", "ih": "i", "eh": "e", "uei": "ui", "uen": "un", "o": "e"}
_WADE_GILES = re.compile(r"hs|ts|tz|ss|ch(?=in|i$|ien|ieh|iang|iao|iu|un$|ung)|ung|ien|ieh|ueh|ih$|eh$|^yen$|^jen")
_NOT_WADE_GILES = re.compile(r"[xqzbdg](?!$)|zh|j(?=i)|ong|ian(?!g)")
_MOST_SYLLABLES, _LONGEST = 3, 18


@lru_cache(maxsize=16384)
def chinese_key(part: str) -> str | None:
    """The classes of the Chinese syllables that a folded part of a name may write, None when it cannot be read so.

    >>> chinese_key("tsetung"), chinese_key("zedong"), chinese_key("smith")
    ('ze dong', 'ze dong', None)
    """
    if not 2 <= len(part) <= _LONGEST:
        return None
    keys: list[str] = []
    at = 0
    while at < len(part):
        match = _SYLLABLE.match(part, at)
        if match is None or len(keys) == _MOST_SYLLABLES:
            return None
        final = match[2] + (match[3] or "")
        keys.append(_CLASSES.get(match[1] or "", match[1] or "") + _FINALS.get(final, final))
        at = match.end()
    return " ".join(keys)


@lru_cache(maxsize=16384)
def are_one_in_chinese(left: str, right: str) -> bool:
    """Whether one folded part is in Wade-Giles what the other is in pinyin.

    >>> are_one_in_chinese("chinping", "jinping"), are_one_in_chinese("jing", "qing")
    (True, False)
    """
    for old, new in ((left, right), (right, left)):
        if _WADE_GILES.search(old) and not _NOT_WADE_GILES.search(old) and not _WADE_GILES.search(new):
            key = chinese_key(old)
            return key is not None and key == chinese_key(new)
    return False
