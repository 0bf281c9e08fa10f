"""Cutting a page that was flattened into one line: sentences, and menus apart from the sentence they are glued to."""

import re
from collections.abc import Iterator, Sequence
from itertools import islice, pairwise

from stemma.stages.clean.wordings import START, Wordings

_SENTENCE_END = re.compile(
    r"(?:[^\WA-ZÀ-ÝА-ЯЁ_][.!?؟।]|[%)\]\"'”’»][.!?]|\.\.\.|…)[\"'”’»)\]]{0,2} (?=[\"'“‘«„(\[]?[^\Wa-zà-ÿа-яё_])|[。！？][」』”）]?(?=.)"
)
_LAST_WORD = re.compile(r"([^\W\d_]{2,6})\. $")
_TOKEN = re.compile(r"\S+")
_DATELINE = re.compile(
    r"(?<!\S)[A-ZÀ-Þ][A-ZÀ-Þ.'’-]{2,24}(?:[ ,]{1,2}[A-ZÀ-Þ][\w.'’-]{0,24}){0,4}(?:, [A-Z][a-z]{2,8}\.? \d{1,2})?"
    r"\s(?:\([\w .]{2,30}\)\s)?(?:[–—]|-{1,2})\s"
)
_CREDIT = re.compile(
    r"[\[(](?:Image|Photo|Picture|Pic|Foto|Bild|Credit|Source|Getty|Reuters|AP|AFP|EPA|PA|Fonte|Quelle)\b[^\[\]()]{0,60}[\])]"
    r"(?= [A-ZÀ-Þ\"“‘])"
    r"|(?<!\S)(?:Image|Photo|Picture|Foto|Bild|Credit) ?(?:[Cc]redit)?: (?:[A-Z][\w.&/-]{0,30} ?(?:- )?){1,4}?(?= [A-Z][a-z]* [a-z])"
)
_CLOCK = r"(?:[,@·|–-]{0,2} ?(?:at )?@?\d{1,2}[:.]\d\d(?: ?[AaPp]\.?[Mm]\.?)?(?: (?:E[SD]?T|P[SD]?T|GMT|UTC|CES?T|BST|IST)\b)?)"
_STAMP = re.compile(
    r"(?<!\S)(?:\d{1,2} [A-Z][A-Za-z]{2,8}\.? (?:19|20)\d\d|[A-Z][A-Za-z]{2,8}\.? \d{1,2},? (?:19|20)\d\d"
    r"|\d{1,2}([./])\d{1,2}\1(?:19|20)\d\d|(?:19|20)\d\d-\d\d-\d\d|\d{1,2} ?[HhDdMm] ago|\d{1,2} (?:hour|minute|day|week)s? ago)"
    rf"(?P<clock> ?{_CLOCK})?(?= [A-ZÀ-Þ\"“‘]|$)"
)
_BEFORE_STAMP = re.compile(r"(?:^|[.!?:|·”\"’'—–-]|(?<!\S)[A-ZÀ-Þ0-9]\S{0,40})\s?$")
_HEAD_END = re.compile(r"\s[|–—»·-]\s")
_LOWER, _CAPITAL, _OTHER, _COMMA = 0.7, -1.0, -0.6, 0.4
_SWITCH = 4.5
_EDGES = ":!?….·"
_LONGEST_PHRASE, _LONGEST_WORD = 5, 50
_LONGEST_ABBREVIATION = 8
_MOST_READ, _LONGEST_SENTENCE, _FEWEST_REPEATS, _MOST_REPEATS = 300_000, 40_000, 2, 20
_SECTION_MARKS = frozenset({"related", "inline", "comments"})
_FEWEST_TOKENS, _SHORTEST_HEAD, _LONGEST_HEAD = 8, 20, 160


def cut_line(text: str, start: int, end: int, wordings: Wordings) -> Iterator[tuple[int, int]]:
    """The pieces of a line far longer than any paragraph: its sentences, each cut where a row of menu entries passes into running text
    or the other way, where its head's title comes again, round wordings of furniture written like headings ("Read More"), and before a
    dateline.

    Menu and prose are told apart word by word, capitals against small letters, and smoothed by the best path through two states, after
    Pasternack and Roth (2009), who find an article as a segment of tokens.
    """
    heads = _repeats_of_head(text, start, end)
    for first, last in _sentences(text, start, end, wordings):
        cuts = {place for place in heads if first < place < last}
        if first - start < _MOST_READ and last - first < _LONGEST_SENTENCE:
            datelines = [match.span() for match in _DATELINE.finditer(text, first, last)]
            found = {
                *_changes(text, first, last),
                *_furniture(text, first, last, wordings),
                *_stamps(text, first, last),
                *_credits(text, first, last),
            }
            cuts |= {place for place in found if not any(one < place <= two for one, two in datelines)} | {one for one, _ in datelines}
        edges = [first, *sorted(cuts - {first}), last]
        for one, two in pairwise(edges):
            piece = text[one:two]
            if piece.strip():
                yield one + len(piece) - len(piece.lstrip()), one + len(piece.rstrip())


def _sentences(text: str, start: int, end: int, wordings: Wordings) -> Iterator[tuple[int, int]]:
    for found in _SENTENCE_END.finditer(text, start, end):
        if not _is_abbreviated(text[max(start, found.end() - _LONGEST_ABBREVIATION) : found.end()], wordings):
            yield start, found.end()
            start = found.end()
    if start < end:
        yield start, end


def _is_abbreviated(before: str, wordings: Wordings) -> bool:
    """Whether a full stop belongs to the word before it ("Nov. 19")."""
    word = _LAST_WORD.search(before)
    return word is not None and word.group(1).lower() in wordings.abbreviations


def _repeats_of_head(text: str, start: int, end: int) -> list[int]:
    """Where the title that opens the line comes again, and where each time it ends."""
    head = _HEAD_END.split(text[start : min(end, start + _LONGEST_HEAD)], maxsplit=1)[0].strip()
    if not _SHORTEST_HEAD <= len(head) < _LONGEST_HEAD:
        return []
    found = [match.start() for match in islice(re.finditer(re.escape(head), text[start:end]), _MOST_REPEATS)]
    if len(found) < _FEWEST_REPEATS:
        return []
    return [start + place + offset for place in found for offset in (0, len(head)) if start + place + offset > start]


def _changes(text: str, start: int, end: int) -> Iterator[int]:
    """The places inside a sentence where menu entries become running text or the reverse."""
    tokens = list(_TOKEN.finditer(text, start, end))
    if len(tokens) < _FEWEST_TOKENS:
        return
    states = _label([_gain(token.group()) for token in tokens])
    for index in range(1, len(tokens)):
        if states[index] != states[index - 1]:
            first = index
            if states[index] and index and tokens[index].group()[0].islower():
                first = index - 1
            yield tokens[first].start()


def _furniture(text: str, start: int, end: int, wordings: Wordings) -> Iterator[int]:
    """The edges of phrases that elsewhere stand on a line of their own, where they are written like a heading; of one word alone only
    those that open a section, and only at a sentence's start."""
    tokens = list(_TOKEN.finditer(text, start, end))
    position = 0
    while position < len(tokens):
        length = _phrase_at(tokens, position, wordings)
        if length:
            yield tokens[position].start()
            yield tokens[position + length - 1].end()
        position += max(1, length)


def _credits(text: str, start: int, end: int) -> Iterator[int]:
    """Where a picture's credit ends: what follows is no part of its caption."""
    for match in _CREDIT.finditer(text, start, end):
        yield match.end()


def _stamps(text: str, start: int, end: int) -> Iterator[int]:
    """The edges of dates and ages that stand between headings, not in a sentence: "... opens at last 3 hours ago Mayor ..."."""
    for match in _STAMP.finditer(text, start, end):
        before = text[max(start, match.start() - _LONGEST_WORD) : match.start()]
        if match["clock"] or match.group().endswith("ago") or _BEFORE_STAMP.search(before):
            yield match.start()
            yield match.end()


def _phrase_at(tokens: Sequence[re.Match[str]], position: int, wordings: Wordings) -> int:
    """How many words from here on are a phrase of furniture, the longest first; 0 where none is."""
    if not tokens[position].group()[:1].isupper():
        return 0
    words = [token.group() for token in tokens[position : position + _LONGEST_PHRASE]]
    for length in range(len(words), 0, -1):
        phrase = " ".join(words[:length])
        mark = wordings.whole.get(phrase.lower().replace("’", "'").strip(_EDGES))
        if mark is not None and (length > 1 or (position == 0 and mark in _SECTION_MARKS)):
            return length
    plain = " ".join(words).lower().replace("’", "'")
    opening = (phrase for phrase, mark in wordings.opening.get(plain[:START], ()) if mark in _SECTION_MARKS and plain.startswith(phrase))
    return max((len(phrase.split()) for phrase in opening if " " in phrase), default=0)


def _gain(token: str) -> float:
    """How far a word speaks for running text."""
    bare = token.strip("\"'“”‘’«»()[],.;:!?")
    gain = _LOWER if bare[:1].islower() else _CAPITAL if bare[:1].isupper() else _OTHER
    return gain + (_COMMA if token.endswith(",") else 0.0)


def _label(gains: Sequence[float]) -> list[bool]:
    """Whether each word is running text: the best path through the two states (Viterbi 1967)."""
    prose, menu = gains[0], 0.0
    back: list[tuple[bool, bool]] = []
    for gain in gains[1:]:
        from_prose, from_menu = prose >= menu - _SWITCH, prose - _SWITCH > menu
        back.append((from_prose, from_menu))
        prose, menu = max(prose, menu - _SWITCH) + gain, max(menu, prose - _SWITCH)
    states = [prose > menu]
    for from_prose, from_menu in reversed(back):
        states.append(from_prose if states[-1] else from_menu)
    return list(reversed(states))
