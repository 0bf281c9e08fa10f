"""What a number counts, and what happened to it ("12 people were killed"): by the parse, or by the words around."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from stemma.language.not_counted import counts_nobody
from stemma.language.patterns import Item, Tags
from stemma.records import Sentence, Token

_NOUN_WINDOW = 6
_EVENT_WINDOW = 6
_BREAKS = frozenset('.!?;:,()[]—–"“”')
_BE = frozenset({"is", "are", "was", "were", "be", "been", "being"})
_DETERMINERS = frozenset({"the", "these", "those", "its", "their", "his", "her", "our", "all", "about", "some"})
_SHARES = frozenset({"none", "some", "many", "most", "half", "several", "few", "one", "part", "any", "neither"})
_JOINED_WINDOW = 10
_HELPERS = frozenset(
    "team teams operation operations worker workers crew crews effort efforts mission missions service services boat boats attempt"
    " helicopter helicopters penalty threat threats certificate row warrant warrants squad squads vehicle vehicles".split()
)
_WHOLES = frozenset({"total", "number", "group", "handful", "pair"})
_JOINTS = frozenset({"and", "but", "while", "or"})


class Counted(NamedTuple):
    """``unit`` is the noun's singular; ``end`` the end of the noun in the text, 0 where there is none."""

    unit: str | None = None
    end: int = 0
    event: str | None = None

    def within(self, text_start: int, sentence: Sentence) -> "Counted":
        """This one without a noun that a verb parts from the number ("7-11 manager told reporters")."""
        between = [token for token in sentence.tokens if text_start <= token.start and token.end < self.end]
        is_parted = any(token.upos in ("VERB", "AUX") and not token.dep.startswith(("amod", "compound")) for token in between)
        return Counted(None, 0, self.event) if is_parted else self

    def joined(self, by_words: "Counted") -> "Counted":
        """This one, read off the parse, joined with what the words say: the noun by the parse, the event by the words first."""
        unit, end = (self.unit, self.end) if self.unit else (by_words.unit, by_words.end)
        return Counted(unit, end, by_words.event or self.event)


def count_by_words(text: str, items: Sequence[Item], place: int, table: Mapping[str, Tags], events: Mapping[str, str]) -> Counted:
    """The first plural noun behind the number, before the noun phrase ends; the nearest word that tells an event."""
    noun = _noun_behind(items, place)
    if noun is None and items[place].tags["AMOUNT"].value == 1:
        noun = _singular_behind(items, place)
    unit = _unit(text[items[noun].start : items[noun].end], table) if noun else None
    return Counted(unit, items[noun].end if noun else 0, _event_near(items, place, noun or place, events))


def _unit(form: str, table: Mapping[str, Tags]) -> str:
    """The singular, with the capitals that a name has inside the sentence ("Americans", "PDFs")."""
    unit = singular(form.lower(), table)
    is_irregular = table.get(form.lower(), {}).keys() & {"PLURAL", "MEASURE"}
    return form[: len(unit)] if form[:1].isupper() and form.lower().startswith(unit) and not is_irregular else unit


def _noun_behind(items: Sequence[Item], place: int) -> int | None:
    position = place + 1
    if position < len(items) and items[position].word == "of":
        position += 1
        while position < len(items) and items[position].word in ("the", "these", "those", "its", "their", "his", "her", "our"):
            position += 1
    if position < len(items) and items[position].word == "-" and items[position].is_glued:
        return _hyphenated(items, position + 1)
    for index in range(position, min(position + _NOUN_WINDOW, len(items))):
        item = items[index]
        if "PLURAL" in item.tags and not _goes_on(items, index):
            return index
        if item.word == "-" and item.is_glued:
            continue
        if not item.word.replace(".", "").isalpha() or "STOP" in item.tags or "TIMEUNIT" in item.tags:
            return None
        if _is_plural(item.word) and not _goes_on(items, index):
            return index
    return None


def _singular_behind(items: Sequence[Item], place: int) -> int | None:
    """The last word of the noun phrase behind "one", participles left out."""
    noun = None
    for index in range(place + 1, min(place + 1 + _NOUN_WINDOW, len(items))):
        item = items[index]
        if not item.word.isalpha() or "STOP" in item.tags or "TIMEUNIT" in item.tags:
            break
        noun = noun if item.word.endswith(("ed", "ing", "ly")) else index
    return noun


def _hyphenated(items: Sequence[Item], index: int) -> int | None:
    """ "a 10-member team": the noun stands in the singular; with a capital ("Six-Party Talks") it is part of a name."""
    if index >= len(items) or not items[index].is_glued or not items[index].word.isalpha():
        return None
    if items[index].word == "strong":
        return index + 1 if index + 1 < len(items) and items[index + 1].word.isalpha() and not items[index + 1].tags else None
    return None if items[index].tags.keys() & {"TIMEUNIT", "LETTERS"} else index


def _is_plural(word: str) -> bool:
    return len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is"))


def _goes_on(items: Sequence[Item], index: int) -> bool:
    """Whether another plural follows at once, which is then the noun counted ("sports officials")."""
    following = items[index + 1] if index + 1 < len(items) else None
    return following is not None and ("PLURAL" in following.tags or (_is_plural(following.word) and "STOP" not in following.tags))


def singular(word: str, table: Mapping[str, Tags]) -> str:
    """The singular of a plural noun; irregular ones from the lexicon.

    >>> singular("soldiers", {}), singular("cities", {}), singular("bosses", {})
    ('soldier', 'city', 'boss')
    """
    known = table.get(word, {}).get("PLURAL") or table.get(word, {}).get("MEASURE")
    if known:
        return str(known)
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("sses", "shes", "ches", "xes")) or (word.endswith("zes") and word[-4] not in "aeiou"):
        return word[:-2]
    return word[:-1] if _is_plural(word) else word


def _event_near(items: Sequence[Item], place: int, noun: int, events: Mapping[str, str]) -> str | None:
    if _is_share_of(items, place):
        return None
    behind = range(place + 1, min(max(noun, place + 2), len(items)))
    told = next((events[items[index].word] for index in behind if items[index].word in events), None)
    if told is not None:
        return told
    before = _event_before(items, _first_of_pair(items, place), noun, events)
    return before or _event_behind(items, place, noun, events)


def _event_before(items: Sequence[Item], place: int, noun: int, events: Mapping[str, str]) -> str | None:
    """The event word in front, up to a mark or "and", no passive ("were hurt in 112 accidents"); beyond "and" where the number is a
    second object ("captured a leader and two fighters")."""
    is_joined, reach = False, _EVENT_WINDOW
    for index in range(place - 1, -1, -1):
        item = items[index]
        if place - index > reach or item.word in _BREAKS or "AMOUNT" in item.tags or (is_joined and item.word in _BE):
            return None
        if item.word in _JOINTS:
            if index != place - 1 or item.word != "and" or _is_subject(items, noun) or items[index - 1].word in events:
                return None
            is_joined, reach = True, _JOINED_WINDOW
        elif item.word in events and not _tells_of_others(items, index):
            return None if index and items[index - 1].word in _BE else events[item.word]
        elif item.word in ("along", "together") and index == place - 2:
            reach = _JOINED_WINDOW
    return None


def _event_behind(items: Sequence[Item], place: int, noun: int, events: Mapping[str, str], *, is_second: bool = False) -> str | None:
    for index in range(place + 1, min(noun + 1 + _EVENT_WINDOW, len(items))):
        item = items[index]
        if index == noun + 1 and item.word == "and" and not is_second and index + 1 < len(items) and "AMOUNT" in items[index + 1].tags:
            second = _noun_behind(items, index + 1) or _singular_behind(items, index + 1)
            return _event_behind(items, index + 1, second, events, is_second=True) if second is not None else None
        if index > noun and (item.word in _BREAKS or item.word in _JOINTS or "AMOUNT" in item.tags):
            return None
        if item.word in events and not _tells_of_others(items, index):
            return events[item.word]
    return None


def _tells_of_others(items: Sequence[Item], index: int) -> bool:
    """Whether an event word only tells what others are there for ("rescue team", "death threats"), or what did not happen ("cheated
    death")."""
    is_helper = index + 1 < len(items) and items[index + 1].word in _HELPERS
    return is_helper or counts_nobody([item.word for item in items[max(0, index - _EVENT_WINDOW) : index + 1]], min(index, _EVENT_WINDOW))


def _is_share_of(items: Sequence[Item], place: int) -> bool:
    """Whether only some or none of those counted are spoken of ("none of the 12 crew was hurt", "some of the 120 on board drowned")."""
    back = place - 1
    while back >= 0 and items[back].word in _DETERMINERS:
        back -= 1
    return back >= 1 and items[back].word == "of" and back < place - 1 and items[back - 1].word in _SHARES


def _first_of_pair(items: Sequence[Item], place: int) -> int:
    """The place of the first number of "from 12 to 15" where the number is the second: what counts the one counts the other."""
    is_second = place >= 3 and items[place - 1].word == "to" and "AMOUNT" in items[place - 2].tags and items[place - 3].word == "from"
    return place - 2 if is_second else place


def _is_subject(items: Sequence[Item], noun: int) -> bool:
    """Whether a verb of its own follows the noun ("and several weapons were seized")."""
    following = items[noun + 1].word if noun + 1 < len(items) else ""
    return following in _BE or following in ("has", "have", "had", "who", "which", "that") or following.endswith("ed")


# ---------------------------------------------------------------- by the parse


def count_by_parse(text: str, item: Item, sentence: Sentence, table: Mapping[str, Tags], events: Mapping[str, str]) -> Counted:
    """The noun that governs the number (``nummod``) or hangs on it ("dozens of people"), and the event of its verb or participle."""
    tokens = sentence.tokens
    inside = [index for index, token in enumerate(tokens) if token.start < item.end and token.end > item.start]
    noun = _noun_in_tree(tokens, inside)
    if noun is None:
        return Counted(None, 0, _event_in_tree(text, tokens, inside[-1:], events))
    word = _form(text, tokens[noun])
    event = _event_in_tree(text, tokens, [noun], events)
    is_counted = item.tags["AMOUNT"].value == 1 or _is_plural(word) or "PLURAL" in table.get(word, {})
    if "TIMEUNIT" in table.get(word, {}) or not is_counted or not _is_phrase(text, tokens, item.end, noun):
        return Counted(None, 0, event)
    return Counted(_unit(text[tokens[noun].start : tokens[noun].end], table), tokens[noun].end, event)


def _is_phrase(text: str, tokens: Sequence[Token], start: int, noun: int) -> bool:
    """Whether the noun stands behind the number with no preposition but "of" and no mark between them."""
    if tokens[noun].start < start:
        return False
    between = [token for token in tokens[:noun] if token.start >= start]
    return all(token.upos not in ("ADP", "PUNCT", "VERB") or _form(text, token) in ("of", "-") for token in between)


def _noun_in_tree(tokens: Sequence[Token], inside: Sequence[int]) -> int | None:
    for index in reversed(inside):
        token = tokens[index]
        if token.dep.startswith("nummod") and token.head not in inside and 0 <= token.head < len(tokens):
            return token.head if tokens[token.head].upos in ("NOUN", "PROPN") else None
    for index, token in enumerate(tokens):
        if token.head in inside and index not in inside and token.dep.startswith("nmod") and token.upos == "NOUN" and index > token.head:
            return index
    return None


def _event_in_tree(text: str, tokens: Sequence[Token], start: Sequence[int], events: Mapping[str, str]) -> str | None:
    """The event that the noun itself, its participles, or the verb whose subject or object it is tells ("left 12 people dead")."""
    for index in start:
        near = [index, *_children(tokens, index, ("amod", "acl"))]
        token = tokens[index]
        if token.dep.startswith("nmod") and 0 <= token.head < index and _form(text, tokens[token.head]) in _WHOLES:
            token = tokens[token.head]
        if 0 <= token.head < len(tokens) and token.dep.startswith(("nsubj", "obj")):
            near += [token.head, *_children(tokens, token.head, ("xcomp",))]
        near += _verb_of_joined(tokens, index)
        for place in near:
            event = events.get(_form(text, tokens[place]))
            if event and not counts_nobody([_form(text, token) for token in tokens[: place + 1]], place):
                return event
    return None


def _verb_of_joined(tokens: Sequence[Token], index: int) -> list[int]:
    """The verb of the noun that a noun is joined to ("captured a leader and two fighters")."""
    for _ in range(_EVENT_WINDOW):
        token = tokens[index]
        if not 0 <= token.head < len(tokens) or token.head >= index or not token.dep.startswith("conj"):
            break
        index = token.head
    else:
        return []
    token = tokens[index]
    is_noun = token.upos in ("NOUN", "PROPN") and 0 <= token.head < len(tokens) and token.dep.startswith(("nsubj", "obj"))
    return [token.head] if is_noun else []


def _children(tokens: Sequence[Token], head: int, labels: tuple[str, ...]) -> list[int]:
    return [index for index, token in enumerate(tokens) if token.head == head and index != head and token.dep.startswith(labels)]


def _form(text: str, token: Token) -> str:
    return text[token.start : token.end].lower()
