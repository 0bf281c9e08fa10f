"""A conflict written down: what it is over in plain words, its values with their citations, and what each report has."""

import hashlib
import re
from bisect import bisect_right
from collections.abc import Collection, Sequence
from dataclasses import replace

from stemma.language.article import stands_in_correction
from stemma.records import Citation, Conflict, ConflictKind, ConflictValue
from stemma.stages.corroborate.causes.rival_causes import CAUSE
from stemma.stages.corroborate.comparing.loose_dates import is_loose
from stemma.stages.corroborate.comparing.matter import Relation, Side
from stemma.stages.corroborate.comparing.moments import weekday_of
from stemma.stages.corroborate.conflicts.ledger import Ledger, amount_of
from stemma.stages.corroborate.conflicts.mates import find_mates
from stemma.stages.corroborate.names.spelled_names import MOST_SPELLINGS, find_spellings, tell_spellings
from stemma.stages.corroborate.origins.bonds import join_names
from stemma.stages.corroborate.origins.tracing import trace_origins
from stemma.stages.corroborate.titles.rival_titles import TITLE
from stemma.text.edtf import sort_key
from stemma.text.normalise import squash

LONGEST_ABOUT = 90
FEWEST_WORDS = 4
_TITLE_OF = "the office, rank or kin of"
_OF_DEEDS = frozenset({"polarity", "status", "attribution"})
"""The kinds whose values are statements: of several, that which speaks most of what the other values speak of is shown."""
_LETTERS = re.compile(r"[^\W\d_]+")
_DATE_LEAD = re.compile(r"[\s,]*(?:\b(?:on|in|at|from|since|by|late|early|commencing|starting|beginning)\b[\s,]*)*$", re.IGNORECASE)


def write_conflict(kind: ConflictKind, matter: str, relation: Relation, values: Sequence[Sequence[Side]], ledger: Ledger) -> Conflict:
    """A conflict of values, each given by one side or more: numbers by size, dates by time, all else by their words."""
    by_weekday = any(is_loose(side.key) for value in values for side in value)
    written = [
        _value(value, kind, ledger, by_weekday=by_weekday, rivals=[side for other in values if other is not value for side in other])
        for value in values
    ]
    if kind == "name":
        written = [_with_spellings(value, own, ledger) for value, own in zip(written, tell_spellings(values), strict=True)]
    if kind == "number":
        ordered = sorted(zip(values, written, strict=True), key=lambda pair: amount_of(pair[0][0]))
    else:
        # places in the order of their words: two finders may know one place by two keys
        ordered = sorted(
            zip(values, written, strict=True), key=lambda pair: (sort_key("" if kind == "place" else pair[0][0].key), pair[1].value)
        )
    about = _about(kind, matter, [side for value, _ in ordered for side in value], ledger)
    return make_conflict(kind, about, relation, [value for _, value in ordered], ledger)


def _value(
    sides: Sequence[Side], kind: ConflictKind, ledger: Ledger, *, by_weekday: bool = False, rivals: Sequence[Side] = ()
) -> ConflictValue:
    given = [(side.reading.statement, side.start, side.end) for side in sides]
    given += [mate for side in sides for mate in find_mates(side, kind, ledger.mates)]
    statements = list({statement.id: statement for statement, _, _ in given}.values())
    citations = tuple(sorted({(statement.report, start, end) for statement, start, end in given}))
    texts = [_words(ledger, side.reading.statement.report, side.start, side.end) for side in sides]
    beside = frozenset[str]().union(*(side.reading.keys.keys() for side in rivals)) if kind in _OF_DEEDS else frozenset[str]()
    alike = {text: len(beside & side.reading.keys.keys()) for side, text in zip(sides, texts, strict=True)}
    told = {
        text
        for side, text in zip(sides, texts, strict=True)
        if not stands_in_correction(ledger.pages[side.reading.statement.report].report, side.start)
    }  # a printed correction tells what was wrong beside what is right
    shown = min(texts, key=lambda text: (text not in told, -texts.count(text), -alike[text], len(text) > LONGEST_ABOUT, -len(text), text))
    return ConflictValue(
        value=shorten(shown) + (_date_meant(shown, sides, texts, by_weekday=by_weekday) if kind == "date" else ""),
        statements=tuple(sorted({statement.id for statement in statements})),
        reports=tuple(sorted({statement.report for statement in statements})),
        independent=trace_origins(statements, ledger.sources).independent,
        citations=tuple(Citation(report=report, start=start, end=end) for report, start, end in citations),
    )


def _with_spellings(value: ConflictValue, words: Collection[str], ledger: Ledger) -> ConflictValue:
    """The value, with every place where its reports spell the name so, also by the word alone that is spelled otherwise elsewhere."""
    cited = {(citation.report, citation.start, citation.end) for citation in value.citations}
    for report in value.reports:
        spans = find_spellings(ledger.pages[report].report.text, ledger.spelled)
        found = [span for word in words for span in spans[word]]
        cited |= {(report, start, end) for start, end in sorted(found)[:MOST_SPELLINGS]}
    return replace(value, citations=tuple(Citation(report=report, start=start, end=end) for report, start, end in sorted(cited)))


def _date_meant(shown: str, sides: Sequence[Side], texts: Sequence[str], *, by_weekday: bool) -> str:
    """The day that words like "Tuesday" were read as, behind them in brackets; nothing where they hold the year themselves. Beside a
    weekday without a date (``by_weekday``) the day's own weekday is told too."""
    keys = [side.key for side, text in zip(sides, texts, strict=True) if text == shown]
    meant = min(keys, key=lambda key: (-keys.count(key), key))
    named = [name.capitalize() for name in sorted(weekday_of(meant))] if by_weekday and not is_loose(meant) else []
    parts = [*(name for name in named if name not in shown), *([] if meant[:4] in shown or is_loose(meant) else [meant.replace("T", " ")])]
    return f" ({' '.join(parts)})" if parts else ""


def _words(ledger: Ledger, report: str, start: int, end: int) -> str:
    return squash(ledger.pages[report].report.text[start:end])


def shorten(text: str, longest: int = 2 * LONGEST_ABOUT) -> str:
    """A text cut between words to ``longest`` letters at most."""
    if len(text) <= longest:
        return text
    return text[: longest - 1].rsplit(" ", 1)[0].rstrip(" ,;:–—-") + "…"


def _about(kind: ConflictKind, matter: str, sides: Sequence[Side], ledger: Ledger) -> str:
    """What the conflict is over, in plain words, with the words of its shortest telling passage where only they can say it."""
    passages = [(side, *_passage(side, kind, ledger)) for side in sides]
    side, start, end = min(passages, key=lambda passage: _brevity(passage, ledger))
    report = side.reading.statement.report
    text = shorten(_words(ledger, report, start, end).rstrip("."), LONGEST_ABOUT)
    match kind:
        case "number":
            texts = [_words(ledger, side.reading.statement.report, side.start, side.end) for side in sides]
            return ledger.counted.phrases.get(matter) or f"{_name_number(matter.removeprefix('='), texts)} in this: “{text}”"
        case "date":
            before = _DATE_LEAD.sub("", _words(ledger, report, start, max(start, side.start)))
            after = _words(ledger, report, min(side.end, end), end).lstrip(" ,")
            return f"the date of this: “{shorten(squash(f'{before} {after}').strip(' ,;.'), LONGEST_ABOUT)}”"
        case "name":
            return f"how a name is written, in this: “{text}”"
        case "place":
            return f"the place of this: “{text}”"
        case "attribution" if any(side.key.removeprefix("not ").startswith(CAUSE) for side in sides):
            return f"what brought it about, in this: “{text}”"
        case "attribution" if sides[0].key.startswith(TITLE):
            return f"{_TITLE_OF} {matter}"
        case "attribution":
            return f"who is said to have said this: “{text}”"
        case "status" if matter:
            return f"how this stands: “{text}”"
        case "status":
            return f"whether this goes ahead: “{text}”"
        case _:
            return f"whether this is so: “{text}”"


def _name_number(unit: str, texts: Sequence[str]) -> str:
    """What a number is, in the words of those who give it: ``how many photos``, where one of them writes the plural behind it."""
    if unit == "age":
        return "the age"
    stem = unit[: max(2, len(unit) - 2)]
    words = [word for text in texts for word in _LETTERS.findall(text.casefold()) if unit and word.startswith(stem)]
    plurals = [word for word in words if word != unit or unit == "people"]
    return f"how many {min(plurals, key=lambda word: (-plurals.count(word), word))}" if plurals else "the number"


def _passage(side: Side, kind: ConflictKind, ledger: Ledger) -> tuple[int, int]:
    """The words that tell a value: those of its statement, where they hold it or are the value, else the sentence that does."""
    statement = side.reading.statement
    if kind in _OF_DEEDS or (statement.start <= side.start and side.end <= statement.end):
        return statement.start, statement.end
    sentences = ledger.pages[statement.report].annotation.sentences
    place = bisect_right(sentences, side.start, key=lambda sentence: sentence.start) - 1
    held = sentences[place] if place >= 0 and side.end <= sentences[place].end else None
    return (held.start, held.end) if held else (side.start, side.end)


def _brevity(passage: tuple[Side, int, int], ledger: Ledger) -> tuple[bool, int, str, int]:
    """Short passages first, after them those too short to say of what they tell ("It is asleep")."""
    side, start, end = passage
    report = side.reading.statement.report
    return len(_words(ledger, report, start, end).split()) < FEWEST_WORDS, end - start, report, side.start


def make_conflict(kind: ConflictKind, about: str, relation: Relation, values: Sequence[ConflictValue], ledger: Ledger) -> Conflict:
    """A conflict of written values with its claims, its explanation and an id of what it cites."""
    claims = tuple(
        sorted({ledger.claim_of[statement] for value in values for statement in value.statements if statement in ledger.claim_of})
    )
    is_of_words = kind in _ENDINGS and not about.startswith(_OF_FACTS)
    content = "\n".join([kind, relation, *(f"{c.report} {c.start} {c.end}" for value in values for c in value.citations)])
    return Conflict(
        id="cf-" + hashlib.sha256(content.encode()).hexdigest()[:10],
        kind=kind,
        about=about,
        values=tuple(values),
        relation=relation,
        claims=claims,
        explanation=_explain(about, kind if is_of_words else relation, values, ledger),
    )


_OF_FACTS = ("what brought it about", _TITLE_OF)
"""How conflicts of attribution begin that are not of who said something."""
_ENDINGS = {
    "contradicts": "They cannot all be right.",
    "supersedes": "The later one replaces the earlier one.",
    "refines": "One leaves room for the other.",
    "quote": "The words were changed on the way.",
    "attribution": "The same words are given to two speakers.",
}


def _explain(about: str, ending: str, values: Sequence[ConflictValue], ledger: Ledger) -> str:
    reports = {report for value in values for report in value.reports}
    if len(reports) == 1:
        outlet = ledger.sources.witnesses[next(iter(reports))].name
        return f"On {about}: {outlet} itself has {join_names([f'“{value.value}”' for value in values])}. {_ENDINGS[ending]}"
    said = []
    for value in values:
        outlets = list(dict.fromkeys(ledger.sources.witnesses[report].name for report in value.reports))
        said.append(f"{join_names(outlets)} {'has' if len(outlets) == 1 else 'have'} “{value.value}”")
    told = ", but ".join(said) if len(said) < 3 else "; ".join(said)
    return f"On {about}: {told}. {_ENDINGS[ending]}"
