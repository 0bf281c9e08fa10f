"""What of a line is a name that an outlet may have: where it ends, and what goes on behind it."""

import re
from dataclasses import dataclass
from functools import lru_cache

from stemma.language.lexicon import Lexicons
from stemma.stages.clean.firm_names import legal_forms

_CAPITAL = "A-ZÀ-ÞĀĂĄĆČĎĐĒĘĚĞĪİĶŁĽĻŃŇŅŌŐŒŘŚŠŞŤŪŮŰŹŻŽΑ-ΩЀ-Я"
_WORD = re.compile(rf"[{_CAPITAL}0-9][\w’'&.+-]{{0,24}}|&|[a-z]{{1,12}}[A-Z][\w]{{1,20}}")
_PICTURE = "\u2190-\u21ff\u2300-\u23ff\u25a0-\u27bf\u2b00-\u2bff\U0001f300-\U0001faff"
"""Arrows, signs, little pictures: outlets set them behind their names."""
_DECORATION = re.compile(rf"^[\s\"'#*=~>|\ufe0f{_PICTURE}-]+|\s[~*=]+$")
"""What is set before a name, or round it ("~ alva cat ~")."""
_SEPARATOR = re.compile(
    rf"\s*(?:\|{{1,2}}|//|::|[»›•·®™\t]|[{_PICTURE}]\ufe0f?|>{{1,2}}|\*{{2,3}}|\[|\(|「)\s*|\s\*\s|\s{{2,}}|\s?—\s?|\s–\s|\s-{{1,2}}\s|\s/\s|:\s|!\s+"
    r"|(?<!\bSt)(?<!\bMt)(?<!\bU\.S)\.\s+(?=[A-Z])"
    r"|,\s(?=(?i:mon|tues|wednes|thurs|fri|satur|sun)day|\d)|\s(?=\d{4,8}\b|\d{1,2}[./-](?:\d{1,2}|[A-Za-z]{3})[./-]\d)"
)
_SPACED_OUT = re.compile(r"[^\W\d_](?: [^\W\d_]){2,}(?:\s{2,}[^\W\d_](?: [^\W\d_])+)*(?![^\W_])")
"""A name printed with a blank behind each letter, two or more behind each word."""
_SITE_OF = re.compile(r"\bofficial (?:web)?site of (?:the )?(?P<name>.{2,80}?)[.!]?$", re.IGNORECASE)
_CAPITALS_THEN_TEXT = re.compile(
    rf"^(?P<name>(?:[{_CAPITAL}0-9&-]{{2,}}\s){{1,5}})(?=(?:The|A|An|Your|Our|All|[{_CAPITAL}][a-z]+)\s\w+\s\w)"
    rf"|^(?P<whole>[{_CAPITAL}0-9&-]{{2,}}(?:\s[{_CAPITAL}0-9&-]{{2,}}){{1,4}}\s|[{_CAPITAL}]+-[{_CAPITAL}]+\s)(?=[{_CAPITAL}]?[a-z])"
)
_OTHER_SCRIPT = re.compile(r"\s[\u0370-\u052f\u0590-\u10ff\u3040-\u30ff\u4e00-\u9fff\uac00-\ud7af].*$")
_UNSPACED_NAME = re.compile(r"[\u3040-\u30ff\u4e00-\u9fff\uac00-\ud7af]{2,12}")
_SENTENCE_BREAKS = frozenset(".:!") | {""}
_FREQUENCY = re.compile(
    r"\s\d{2,3}[.,]\d(?:\s?(?P<band>FM|AM)|\s?MHz)?(?!\w).*$|\s\d{2,4}\s?(?:(?P<waves>FM|AM)|MHz)$|\s(?P<before>FM|AM)\s\d{2,4}(?:[.,]\d)?$"
)
_BROADCASTS = re.compile(r"\b(?:r[aá]dio|tv|fm)\b|^(?-i:[KWC][A-Z]{2,3})$", re.IGNORECASE)
_STATE = re.compile(r"(?:the )?(?:[\w-]+ )?(?:republic|kingdom|state|government) of (?:the )?[\w-]+$", re.IGNORECASE)
"""Whose page it is, but not which office's."""
_CALL_SIGN = re.compile(r"\d{1,2}[A-Z]{2,4}\b")
"""Of a radio station ("2AV")."""
_NUMBERED = re.compile(r"[A-Z]{2,6}(?:(?!(?:19|20)\d\d$)\d{4,8}|-(?!(?:19|20)\d\d$)\d{3,8})")
"""What an agency numbers its dispatches by ("APB0014", "APB-014"); three digits may be a station's frequency ("KALV710"), four a year."""
_ON_AIR = re.compile(r"\d{2,4}\s?(?:FM|AM|MHz)\b")
_SMALL_NAME = re.compile(r"[^\W\d_]{2,20}(?: (?:[^\W\d_]{1,20}|&)){0,3}")
_SHORTEST_SMALL, _LONGEST_ACRONYM, _LONGEST_INITIALS = 5, 3, 6
_LONGEST_LINE, _LONGEST_NAME, _MOST_WORDS, _FEWEST_SECTIONS = 240, 72, 8, 3
_SMALL_BREAK = re.compile(r"\s(?:[|~·•/–—-]|::|//)\s")


@dataclass(frozen=True, slots=True)
class Reading:
    """A name at a line's start, what follows it, whether that is set off like a sentence (". ", ": ") rather than by a separator, and
    whether the name was only cut off where the line goes on in small words."""

    name: str
    rest: str
    is_sentence: bool = False
    is_cut: bool = False
    is_small: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class NameWords:
    """The words of nameplates by what they do: ask the reader, part a site, name a section, a country, a day, an author, link a name's
    words; words of two or three letters that are no acronyms; words of everyday news."""

    reach: re.Pattern[str]
    parts: re.Pattern[str]
    sections: frozenset[str]
    places: frozenset[str]
    days: frozenset[str]
    bywords: frozenset[str]
    links: frozenset[str]
    short: frozenset[str]
    everyday: frozenset[str]


@lru_cache(maxsize=4)
def name_words(lexicons: Lexicons) -> NameWords:
    """The words of nameplates, out of the lexicons."""
    rows = lexicons.rows("nameplate_words")

    def forms(*kinds: str) -> str:
        found = sorted((word for kind, word in rows if kind in kinds), key=lambda word: (-len(word), word))
        return "|".join(map(re.escape, found))

    furniture = {phrase for _, where, _, phrase in lexicons.rows("furniture") if where == "line"}
    places = {form.lower() for _, name, others, *_ in lexicons.rows("countries") for form in (name, *others.split("|"))}
    return NameWords(
        reach=re.compile(rf"(?:^|\s)(?:{forms('reach')})(?!\w).*$", re.IGNORECASE),
        parts=re.compile(rf"(?<=\w)\s(?:{forms('part', 'edition')})$", re.IGNORECASE),
        sections=frozenset({word for kind, word in rows if kind == "section"} | furniture | places),
        places=frozenset(places),
        days=frozenset({row[2] for row in lexicons.rows("months")} | {row[-1] for row in lexicons.rows("weekdays")}),
        bywords=frozenset(row[1] for row in lexicons.rows("bywords")),
        links=frozenset(word for kind, word in rows if kind == "link"),
        short=frozenset(word for kind, word in rows if kind == "short"),
        everyday=frozenset(lexicons.words("word_rates")),
    )


def read_name(line: str, lexicons: Lexicons) -> Reading | None:
    """The name that a line begins with, and what else follows on the line; None where it begins with none.

    >>> from stemma.adapters.models.lexicons import load_lexicons
    >>> read_name("ALVA HERALD | News | Sport | Letters", load_lexicons())
    Reading(name='ALVA HERALD', rest='News | Sport | Letters', is_sentence=False, is_cut=False)
    """
    text = _drawn_together(_DECORATION.sub("", line.strip()[:_LONGEST_LINE]))
    site = _SITE_OF.search(text)
    if site is not None:
        return Reading(site["name"], "") if _is_name(site["name"], lexicons) else None
    broken = _SEPARATOR.search(text)
    head, rest = (text[: broken.start()], text[broken.end() :]) if broken else (text, "")
    second = _SEPARATOR.split(rest, maxsplit=1)[0].split(",")[0].strip()
    if rest and is_acronym_of(head, second):
        head, rest = second, rest[len(second) :].strip(" ,|")
    head = legal_forms(lexicons).sub("", head) or head
    initials, _, spelt = head.partition(" ")
    name = _cut(spelt if " " in spelt.strip() and is_acronym_of(initials, spelt) else head, lexicons)
    shorter = "" if _is_name(name, lexicons) else _before_small_words(name, lexicons)
    if shorter:
        name, rest = shorter, head[len(shorter) :].strip()
    is_name = _is_name(name, lexicons) or (bool(rest) and _is_lower_brand(name))
    is_date = " " not in name and rest[:1].isdigit() and not _ON_AIR.match(rest) and not _is_brand_in_capitals(name, lexicons)
    is_sentence = broken is not None and broken.group().strip() in _SENTENCE_BREAKS
    rest = rest or (head[len(name) :].strip() if head.startswith(name) else "")
    return Reading(name, rest, is_sentence=is_sentence, is_cut=bool(shorter)) if is_name and not is_date else None


def names_state(line: str) -> bool:
    """Whether a line says no more than whose state's page it is.

    >>> names_state("REPUBLIC OF BRENN"), names_state("Ministry of Brenn")
    (True, False)
    """
    return len(line) <= _LONGEST_NAME and _STATE.match(line.strip()) is not None


def _drawn_together(text: str) -> str:
    """A line whose name is spaced out ("B R E N N   P O S T  |  News") with the name's words whole."""
    spaced = _SPACED_OUT.match(text)
    if spaced is None:
        return text
    words = re.split(r"\s{2,}", spaced.group())
    return " ".join(word.replace(" ", "") for word in words) + text[spaced.end() :]


def read_small_name(line: str, lexicons: Lexicons) -> Reading | None:
    """None, or a name in small letters that is the whole line, or stands before a separator ("alva cat - gossip from the quay")."""
    text = _DECORATION.sub("", line.strip()[:_LONGEST_LINE])
    broken = _SMALL_BREAK.search(text)
    name, rest = (text[: broken.start()], text[broken.end() :]) if broken else (text, "")
    words = name_words(lexicons)
    each = [word for word in name.split() if word != "&"]
    if not _SMALL_NAME.fullmatch(name) or len(name) < _SHORTEST_SMALL or each[-1].lower() in words.links:
        return None
    is_small = any(word.islower() for word in each) and all(word[1:].islower() or not word[1:] for word in each)
    is_part = any(part in words.sections for part in (name.lower(), each[0].lower())) or words.reach.search(name) or _STATE.match(name)
    return Reading(name, rest, is_small=True) if is_small and not is_part else None


def is_acronym_of(short: str, long: str) -> bool:
    """Whether a few capitals are a longer name's: its initials, perhaps with letters between ("CNL" of "County Newsline")."""
    letters = short.replace(".", "").strip()
    initials = "".join(word[0] for word in long.split() if word[0].isupper())
    is_short = 2 <= len(letters) <= _LONGEST_INITIALS and letters.isupper() and letters.isalpha() and len(initials) > 1
    return is_short and (initials.startswith(letters) or (_is_within(initials, letters) and _is_within(letters, long.upper())))


def _is_within(letters: str, text: str) -> bool:
    """Whether the letters stand in the text in this order."""
    position = 0
    for letter in letters:
        position = text.find(letter, position) + 1
        if not position:
            return False
    return True


def _cut(text: str, lexicons: Lexicons) -> str:
    """A name without what follows it in other words: a request, another script, a sentence, the part of the site or the edition."""
    words = name_words(lexicons)
    text = _OTHER_SCRIPT.sub("", words.reach.sub("", text)) if text[:1].isascii() else text
    capitals = _CAPITALS_THEN_TEXT.match(text)
    run = (capitals["name"] or capitals["whole"]) if capitals else ""
    if " " in run.strip() or len(run) > 5:
        text = run
    text = _without_frequency(text.strip(" \t.,;:!?*~=_\"'“”«»|-–—"))
    shorter = words.parts.sub("", text)
    return shorter if len(shorter) >= _LONGEST_ACRONYM else text


def _without_frequency(text: str) -> str:
    """A station's name without its frequency and what follows that: "Radio Alva" of "Radio Alva 94.5 Community Radio", "Alva FM" of
    "Alva 98.3 FM"."""
    found = _FREQUENCY.search(text)
    if found is None:
        return text
    name, band = text[: found.start()], found["band"] or found["waves"] or found["before"]
    return f"{name} {band}" if band and not _BROADCASTS.search(name) else name


def _before_small_words(text: str, lexicons: Lexicons) -> str:
    """The two capitalised words or more that open a line which goes on in small ones ("Alva Kiosk updated every hour")."""
    words, links = text.split(), name_words(lexicons).links
    end = next((place for place, word in enumerate(words) if word[0].islower() and word not in links), len(words))
    while end and words[end - 1].lower() in links:
        end -= 1
    is_described = end > 0 and words[end - 1].endswith(",")  # "Alva Media, a company of the Tarn group"
    return " ".join(words[:end]) if 1 < end < len(words) and not is_described else ""


def _is_name(name: str, lexicons: Lexicons) -> bool:
    """Whether it is a few words, each with a capital, that are no section, country or request."""
    words = name_words(lexicons)
    is_part = name.lower() in words.sections or name.lower().removeprefix("the ") in words.sections
    is_part = is_part or _STATE.match(name) is not None
    is_byline = any(name.lower().startswith(f"{word} ") for word in words.bywords)
    if not 2 < len(name) <= _LONGEST_NAME or is_part or is_byline or all(_is_of_date(word, words.days) for word in name.split()):
        return False
    if _UNSPACED_NAME.fullmatch(name):
        return True
    each = name.split()
    if any(word.isupper() and (word.count("-") > 1 or _NUMBERED.fullmatch(word)) for word in each):  # an agency's slug
        return False
    proper = [word for word in each if word.lower() not in words.links]
    is_spelt = all(_WORD.fullmatch(word) for word in proper) and each[0] not in words.links and each[-1].lower() not in words.links
    is_section = [word == "&" or word.lower() in words.sections for word in proper]
    is_sections = all(is_section) or (sum(is_section) >= _FEWEST_SECTIONS and 2 * sum(is_section) > len(is_section))
    return (
        bool(proper)
        and not is_sections
        and len(proper) <= _MOST_WORDS
        and is_spelt
        and any(sum(map(str.isalpha, word)) > 1 for word in proper)
        and (not name[0].isdigit() or _CALL_SIGN.match(name) is not None)
    )


def is_date(text: str, lexicons: Lexicons) -> bool:
    """Whether it is nothing but a day, a month or a year ("Feb 18")."""
    return all(_is_of_date(word, name_words(lexicons).days) for word in text.split())


def _is_of_date(word: str, days: frozenset[str]) -> bool:
    bare = word.lower().strip(",.")
    return bare.isdigit() or bare in days


def _is_brand_in_capitals(name: str, lexicons: Lexicons) -> bool:
    """Whether one word in capitals before a date is no everyday one ("ALVAWIRE - 03-02-2026", but "UPDATED 12.30")."""
    return len(name) > _LONGEST_INITIALS and name.isalpha() and name.isupper() and name.lower() not in name_words(lexicons).everyday


def _is_lower_brand(name: str) -> bool:
    return " " not in name and name.isalpha() and name.isascii() and 4 < len(name) < 20


def ends_in_site(part: str, lexicons: Lexicons) -> bool:
    """Whether a title's last part is a name."""
    return _is_name(_cut(part, lexicons), lexicons)


def tells_frequency(text: str) -> bool:
    """Whether a station's frequency is told."""
    return _FREQUENCY.search(text) is not None
