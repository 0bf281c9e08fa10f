"""Two causes of one thing: "the fire was caused by a scooter on charge", "the fire began in a meter cupboard".

Causes are a slot of the story (after the filling of slots from events: Grishman and Sundheim, 1996): what every report says brought its
matter about is read (``told_causes.py``), and two causes without a word in common, of one effect or of what no words name because the whole
report is about it, are rivals. So are a cause and its denial in another report.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations

from stemma.stages.corroborate.causes.cause_forms import Form
from stemma.stages.corroborate.causes.told_causes import ToldCause, compare_words, read_causes, share_a_word
from stemma.stages.corroborate.comparing.matter import Clash, Ground, Side
from stemma.stages.corroborate.comparing.reading import Reading
from stemma.stages.corroborate.comparing.voices import list_voices
from stemma.text.components import components
from stemma.text.words import lower_words

CAUSE = "cause "
"""How the key of a side begins that gives a cause."""
OFTEN = 0.4
"""The share of the reports whose openings hold what the story is about."""
ASIDES: frozenset[Form] = frozenset({"aside", "dies"})
"""Forms that tell of nothing but the effect that they name."""
RESTATED = 0.7
"""How like (cosine) sentences that stand for each other are where one only puts the other in other words."""
PER_STORY = 60
"""So many tellings of a cause are held against each other."""


def find_rival_causes(readings: Sequence[Reading], ground: Ground) -> Iterator[Clash]:
    """Every clash of two causes that different reports, or different voices in one, give. Linear in the sentences, but for the few that
    tell a cause."""
    holders = _by_sentence(readings, ground)
    told = [cause for report in sorted(ground.pages) for cause in read_causes(ground.pages[report], ground.meanings)]
    main = _main_words(ground) if told else frozenset()
    told = [cause for cause in told if _place(cause) in holders and not (cause.form == "origin" and cause.cause <= main)]
    told = sorted(told, key=lambda cause: not cause.is_firm)[:PER_STORY]
    same = [(a, b) for a, b in combinations(range(len(told)), 2) if share_a_word(told[a].cause, told[b].cause)]
    named = {index: min(part) for part in components(range(len(told)), same) for index in part}
    restated = {frozenset((parallel.one, parallel.other)) for parallel in ground.parallels if parallel.likeness >= RESTATED}
    voices = _read_voices(told, readings, ground)
    rivals = [
        (a, b)
        for a, b in combinations(range(len(told)), 2)
        if _differ(told[a], told[b], voices, is_same=named[a] == named[b])
        and _are_of_one(told[a], told[b], main)
        and (named[a] == named[b] or frozenset((_place(told[a]), _place(told[b]))) not in restated)
    ]
    sides = [_side(cause, named[index], holders) for index, cause in enumerate(told)]
    for a, b in rivals:
        for one in _same_side(a, told, sides):
            for other in _same_side(b, told, sides) if one == a else (b,):
                yield Clash(kind="attribution", relation="contradicts", matter="", one=sides[one], other=sides[other], is_retold=True)


def _same_side(index: int, told: Sequence[ToldCause], sides: Sequence[Side]) -> list[int]:
    """A telling first, then all others of the same cause, whatever they say that it brought about."""
    return [index, *(c for c, cause in enumerate(told) if c != index and sides[c].key == sides[index].key and cause.form not in ASIDES)]


Voices = Mapping[ToldCause, frozenset[str]]
"""Who is said to give each cause."""


def _differ(one: ToldCause, other: ToldCause, voices: Voices, *, is_same: bool) -> bool:
    """Whether two reports, or two voices in one, give two causes, or one of them denies what the other gives."""
    if not _is_vouched_for(one, other):
        return False
    is_of_two = bool(voices[one] and voices[other]) and voices[one].isdisjoint(voices[other])
    if one.report == other.report and (one.place == other.place or not is_of_two):
        return False
    return one.is_denied != other.is_denied if is_same else not (one.is_denied or other.is_denied)


def _read_voices(told: Sequence[ToldCause], readings: Sequence[Reading], ground: Ground) -> Voices:
    """Who lays the blame, or else says so, by entity where one is known."""
    said: dict[tuple[str, int], frozenset[str]] = {}
    for reading in readings:
        if reading.sentence is not None:
            place = reading.statement.report, reading.sentence.start
            said[place] = said.get(place, frozenset()) | list_voices(reading)
    found: dict[ToldCause, frozenset[str]] = {}
    for cause in told:
        found[cause] = said.get((cause.report, cause.sentence.start), frozenset())
        if cause.blamer is not None:
            start, end = cause.blamer
            spans = ground.mentions.get(cause.report, ())
            named = frozenset(entity for at, until, entity in spans if start <= at and until <= end)
            found[cause] = named or frozenset({ground.pages[cause.report].report.text[start:end].lower()})
    return found


def _by_sentence(readings: Sequence[Reading], ground: Ground) -> Mapping[tuple[str, int], Reading]:
    """The first statement of each sentence, by report and the sentence's index."""
    places = {
        (report, sentence.start): place for report, page in ground.pages.items() for place, sentence in enumerate(page.annotation.sentences)
    }
    found: dict[tuple[str, int], Reading] = {}
    for reading in readings:
        if reading.sentence is not None:
            report = reading.statement.report
            found.setdefault((report, places[(report, reading.sentence.start)]), reading)
    return found


def _place(told: ToldCause) -> tuple[str, int]:
    return told.report, told.place


def _side(told: ToldCause, name: int, holders: Mapping[tuple[str, int], Reading]) -> Side:
    key = f"{'not ' if told.is_denied else ''}{CAUSE}{name}"
    return Side(reading=holders[_place(told)], key=key, start=told.sentence.start, end=told.sentence.end)


def _is_vouched_for(one: ToldCause, other: ToldCause) -> bool:
    """Whether both are told in words made for it, or one of them answers the question that the other lays blame in."""
    return (one.is_firm and other.is_firm) or "blame" in (one.form, other.form)


def _are_of_one(one: ToldCause, other: ToldCause, main: frozenset[str]) -> bool:
    """Whether two causes are given for one thing, which goes without saying only where it is what the whole story is about."""
    if one.effect and other.effect and not share_a_word(one.effect, other.effect):
        return False
    if not ASIDES.isdisjoint((one.form, other.form)) and not (one.effect and other.effect):
        return False
    if share_a_word(one.cause, other.effect) or share_a_word(other.cause, one.effect):
        return False  # one thing led to another
    if one.effect and other.effect and "blame" in (one.form, other.form):
        return True
    return all(share_a_word(told.effect, main) for told in (one, other) if told.effect)


def _main_words(ground: Ground) -> frozenset[str]:
    """The words with which many of the reports begin."""
    counts = Counter(
        key for report, page in sorted(ground.pages.items()) for key in _telling_words(page.report.text[: ground.leads[report]], ground)
    )
    return frozenset(key for key, count in counts.items() if count >= max(2, OFTEN * len(ground.pages)))


def _telling_words(text: str, ground: Ground) -> frozenset[str]:
    return compare_words(lower_words(text), ground.meanings)
