"""The ledger of conflicts: clashes of one matter gathered, their values with everybody who gives them, and said in words."""

import hashlib
import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace
from itertools import combinations

from stemma.records import Citation, Conflict, ConflictKind, ConflictValue, Quote, Statement
from stemma.stages.corroborate.causes.rival_causes import CAUSE
from stemma.stages.corroborate.comparing.loose_dates import are_apart, is_loose, meet
from stemma.stages.corroborate.comparing.matter import Clash, Relation, Side
from stemma.stages.corroborate.comparing.moments import weekday_of
from stemma.stages.corroborate.conflicts.ledger import Ledger, amount_of, unit_of
from stemma.stages.corroborate.conflicts.mates import find_mates
from stemma.stages.corroborate.conflicts.relations import relate
from stemma.stages.corroborate.names.spelled_names import find_spelling, tell_spellings
from stemma.stages.corroborate.origins.bonds import join_names
from stemma.stages.corroborate.origins.tracing import trace_origins
from stemma.stages.corroborate.quotes.quotations import QuotePair, is_name
from stemma.text.components import components
from stemma.text.edtf import sort_key
from stemma.text.normalise import fold, squash

LONGEST_ABOUT = 90
FEWEST_WORDS = 4
MOST_SPELLINGS = 24
_OF_DEEDS = frozenset({"polarity", "status", "attribution"})
"""The kinds whose values are statements: of several, that which speaks most of what the other values speak of is shown."""
_KINDS: Sequence[ConflictKind] = ("number", "date", "place", "status", "polarity", "name", "attribution", "quote")
_DATE_LEAD = re.compile(r"[\s,]*(?:\b(?:on|in|at|from|since|by|late|early|commencing|starting|beginning)\b[\s,]*)*$", re.IGNORECASE)


def list_conflicts(clashes: Sequence[Clash], quotes: Sequence[QuotePair], ledger: Ledger) -> tuple[Conflict, ...]:
    """Every conflict: contradictions first, then by kind, what happened before what was said, and by id."""
    found = [
        conflict
        for matter in _gather(clashes, ledger.claim_of)
        for conflict in _settle(matter, ledger)
        if not _is_told_by_one(conflict, matter, ledger)
    ]
    found += [conflict for group in _gather_quotes(quotes) for conflict in _quote_conflicts(group, ledger)]
    order = {"contradicts": 0, "supersedes": 1, "refines": 2}
    distinct = {conflict.id: conflict for conflict in found}
    return tuple(sorted(distinct.values(), key=lambda conflict: (order[conflict.relation], _KINDS.index(conflict.kind), conflict.id)))


def _is_told_by_one(conflict: Conflict, clashes: Sequence[Clash], ledger: Ledger) -> bool:
    """Whether a report, beside others, gives two values that were only read from two reports: it tells of two things. Not of tolls, nor of
    what is the same in all else."""
    if conflict.relation != "contradicts" or conflict.kind not in {"date", "number", "place"} or len(conflict.values) != 2:
        return False
    if any(clash.is_retold for clash in clashes) or clashes[0].matter in ledger.counted.running:
        return False
    if any(clash.one.reading.statement.report == clash.other.reading.statement.report for clash in clashes):
        return False
    first, second = (set(value.reports) for value in conflict.values)
    return not first.isdisjoint(second)


# ---------------------------------------------------------------- gathering


def _gather(clashes: Sequence[Clash], claim_of: Mapping[str, str]) -> list[list[Clash]]:
    """Clashes of one kind and matter that hang together by their statements."""
    by_matter: dict[tuple[str, str], list[Clash]] = defaultdict(list)
    for clash in clashes:
        by_matter[(clash.kind, clash.matter)].append(clash)
    gathered = []
    for _, group in sorted(by_matter.items()):
        nodes = [_node(side) for clash in group for side in (clash.one, clash.other)]
        part_of: dict[tuple[str, int], int] = {}
        links = [(_node(clash.one), _node(clash.other)) for clash in group]
        for number, part in enumerate(components(nodes, [*links, *_repeated(group, claim_of)])):
            part_of |= dict.fromkeys(part, number)
        parts: dict[int, list[Clash]] = defaultdict(list)
        for clash in group:
            parts[part_of[_node(clash.one)]].append(clash)
        gathered += [parts[number] for number in sorted(parts)]
    return gathered


def _repeated(group: Sequence[Clash], claim_of: Mapping[str, str]) -> list[tuple[tuple[str, int], tuple[str, int]]]:
    """Ties between clashes of one matter that are the same clash told by other reports: over the same two numbers, or two claims."""
    first: dict[tuple[str, ...], Side] = {}
    found = []
    for clash in group:
        sides = sorted((clash.one, clash.other), key=lambda side: (side.key, side.reading.statement.report, side.start))
        if clash.kind == "number":
            met = [tuple(side.key.partition("|")[0] for side in sides)]
        elif clash.kind == "place" and clash.matter:
            met = [(clash.matter,)]
        elif clash.kind in {"polarity", "status"}:
            met = [(side.key, claim_of.get(side.reading.statement.id, side.reading.statement.id)) for side in sides]
        else:
            continue
        found += [(_node(first.setdefault(key, sides[0])), _node(sides[0])) for key in met]
    return found


def _node(side: Side) -> tuple[str, int]:
    return side.reading.statement.id, side.start


def _settle(clashes: Sequence[Clash], ledger: Ledger) -> list[Conflict]:
    """One matter as conflicts, one for each relation between its values."""
    sides: dict[tuple[str, int], Side] = {}
    for clash in clashes:
        for side in (clash.one, clash.other):
            sides.setdefault(_node(side), side)
    kind = clashes[0].kind
    values = _join_values(list(sides.values()), kind, by_bounds=any(clash.relation == "refines" for clash in clashes))
    value_of = {_node(side): number for number, value in enumerate(values) for side in value}
    relations: dict[Relation, set[tuple[int, int]]] = defaultdict(set)
    for clash in clashes:
        low, high = sorted((value_of[_node(clash.one)], value_of[_node(clash.other)]))
        if low != high:
            relations[relate(clash, values[low], values[high], ledger)].add((low, high))
    for weaker in ("contradicts", "refines") if "supersedes" in relations else ():
        relations[weaker] -= relations["supersedes"]
    if "refines" in relations and len(relations) > 1 and kind == "number":
        relations["refines"] = _nearest_only(relations["refines"], values)
    return [
        _write(kind, clashes[0].matter, relation, [values[number] for number in sorted({n for pair in pairs for n in pair})], ledger)
        for relation, pairs in sorted(relations.items())
        if pairs
    ]


def _nearest_only(pairs: set[tuple[int, int]], values: Sequence[Sequence[Side]]) -> set[tuple[int, int]]:
    """Of the values that a bound leaves room for and that clash among themselves, the one it is nearest to: "at least two" goes with three,
    not with the four that came later."""
    nearest: set[tuple[int, int]] = set()
    for number in {n for pair in pairs for n in pair}:
        if _is_bound(values[number][0]):
            mine = [pair for pair in pairs if number in pair]
            nearest.add(min(mine, key=lambda pair: (abs(amount_of(values[pair[0]][0])[0] - amount_of(values[pair[1]][0])[0]), pair)))
    return nearest or pairs


def _is_bound(side: Side) -> bool:
    """Whether the number is stated with room ("at least two", "about 200")."""
    value, low, high, *_ = side.key.split("|")
    return not value == low == high


def _join_values(sides: Sequence[Side], kind: ConflictKind, *, by_bounds: bool) -> list[list[Side]]:
    """Sides of one value: the same key, numbers whatever their bounds where none refines another (unless ``by_bounds``), or dates that
    leave room for each other."""
    ordered = sorted(sides, key=lambda side: (side.reading.statement.report, side.start, side.key))
    if kind != "date":
        by_key: dict[str, list[Side]] = defaultdict(list)
        for side in ordered:
            by_key[side.key if by_bounds or kind != "number" else f"{amount_of(side)[0]} {unit_of(side)}"].append(side)
        return [by_key[key] for key in sorted(by_key)]
    keys = sorted({side.key for side in ordered}, key=sort_key)
    named = {key: {day for side in ordered if side.key == key for day in _weekdays(side)} for key in keys}
    meant = {key: named[key] | weekday_of(key) for key in keys}
    same = [(a, b) for a, b in combinations(keys, 2) if meet(a, b) or not are_apart(a, b) or named[a] & meant[b] or named[b] & meant[a]]
    return [[side for side in ordered if side.key in part] for part in components(keys, same)]


def _weekdays(side: Side) -> frozenset[str]:
    """The days of the week by which alone a date is given: one name read from two days of publication is one value."""
    return next((moment.weekdays for moment in side.reading.moments if moment.start == side.start), frozenset())


# ---------------------------------------------------------------- writing down


def _write(kind: ConflictKind, matter: str, relation: Relation, values: Sequence[Sequence[Side]], ledger: Ledger) -> Conflict:
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
    return _conflict(kind, about, relation, [value for _, value in ordered], ledger)


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
    shown = min(texts, key=lambda text: (-texts.count(text), -alike[text], len(text) > LONGEST_ABOUT, -len(text), text))
    return ConflictValue(
        value=_short(shown) + (_date_meant(shown, sides, texts, by_weekday=by_weekday) if kind == "date" else ""),
        statements=tuple(sorted({statement.id for statement in statements})),
        reports=tuple(sorted({statement.report for statement in statements})),
        independent=trace_origins(statements, ledger.sources).independent,
        citations=tuple(Citation(report=report, start=start, end=end) for report, start, end in citations),
    )


def _with_spellings(value: ConflictValue, words: Collection[str], ledger: Ledger) -> ConflictValue:
    """The value, with every place where its reports spell the name so, also by the word alone that is spelled otherwise elsewhere."""
    cited = {(citation.report, citation.start, citation.end) for citation in value.citations}
    for report in value.reports:
        found = [span for word in words for span in find_spelling(ledger.pages[report].report.text, word)]
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


def _short(text: str, longest: int = 2 * LONGEST_ABOUT) -> str:
    if len(text) <= longest:
        return text
    return text[: longest - 1].rsplit(" ", 1)[0].rstrip(" ,;:–—-") + "…"


def _about(kind: ConflictKind, matter: str, sides: Sequence[Side], ledger: Ledger) -> str:
    """What the conflict is over, in plain words, with the words of its shortest telling passage where only they can say it."""
    passages = [(side, *_passage(side, kind, ledger)) for side in sides]
    side, start, end = min(passages, key=lambda passage: _brevity(passage, ledger))
    report = side.reading.statement.report
    text = _short(_words(ledger, report, start, end).rstrip("."), LONGEST_ABOUT)
    match kind:
        case "number":
            unit = matter.removeprefix("=")
            return ledger.counted.phrases.get(matter, f"the number given for “{unit}”" if unit else f"the number in this: “{text}”")
        case "date":
            before = _DATE_LEAD.sub("", _words(ledger, report, start, max(start, side.start)))
            after = _words(ledger, report, min(side.end, end), end).lstrip(" ,")
            return f"the date of this: “{_short(squash(f'{before} {after}').strip(' ,;.'), LONGEST_ABOUT)}”"
        case "name":
            return f"how a name is written, in this: “{text}”"
        case "place":
            return f"the place of this: “{text}”"
        case "attribution" if any(side.key.removeprefix("not ").startswith(CAUSE) for side in sides):
            return f"what brought it about, in this: “{text}”"
        case "attribution":
            return f"who is said to have said this: “{text}”"
        case "status" if matter:
            return f"how this stands: “{text}”"
        case "status":
            return f"whether this goes ahead: “{text}”"
        case _:
            return f"whether this is so: “{text}”"


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


def _conflict(kind: ConflictKind, about: str, relation: Relation, values: Sequence[ConflictValue], ledger: Ledger) -> Conflict:
    claims = tuple(
        sorted({ledger.claim_of[statement] for value in values for statement in value.statements if statement in ledger.claim_of})
    )
    content = "\n".join([kind, relation, *(f"{c.report} {c.start} {c.end}" for value in values for c in value.citations)])
    return Conflict(
        id="cf-" + hashlib.sha256(content.encode()).hexdigest()[:10],
        kind=kind,
        about=about,
        values=tuple(values),
        relation=relation,
        claims=claims,
        explanation=_explain(about, kind if kind in _ENDINGS and not about.startswith("what brought") else relation, values, ledger),
    )


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
    return f"On {about}: {', but '.join(said)}. {_ENDINGS[ending]}"


# ---------------------------------------------------------------- quotations


def _gather_quotes(pairs: Sequence[QuotePair]) -> list[list[QuotePair]]:
    """Pairs that are forms of one quotation, by the quotations they share."""
    quotes = [quote.id for pair in pairs for quote in (pair.one, pair.other)]
    groups = components(quotes, [(pair.one.id, pair.other.id) for pair in pairs])
    return [[pair for pair in pairs if pair.one.id in group] for group in groups]


def _quote_conflicts(pairs: Sequence[QuotePair], ledger: Ledger) -> list[Conflict]:
    found = []
    reworded = {quote.id: quote for pair in pairs if pair.words_differ for quote in (pair.one, pair.other)}
    passed_on = {quote.id: quote for pair in pairs if pair.speakers_differ for quote in (pair.one, pair.other)}
    if reworded:
        given = list(reworded.values())
        speakers = {quote.speaker or quote.speaker_text for quote in given} - {None}
        if len(speakers) > 1:
            about = f"the wording of “{_short(squash(given[0].text), LONGEST_ABOUT)}”"
        else:
            about = f"the words of {next((quote.speaker_text for quote in given if is_name(quote.speaker_text)), 'the speaker')}"
        found.append(_of_quotes("quote", squash(about), given, lambda quote: quote.text, ledger))
    if passed_on:
        given = list(passed_on.values())
        about = f"who said “{_short(squash(given[0].text), LONGEST_ABOUT)}”"
        found.append(_of_quotes("attribution", about, given, lambda quote: quote.speaker or "", ledger))
    return found


def _of_quotes(kind: ConflictKind, about: str, quotes: Sequence[Quote], key: Callable[[Quote], str], ledger: Ledger) -> Conflict:
    by_value: dict[str, list[Quote]] = defaultdict(list)
    for quote in sorted(quotes, key=lambda quote: (quote.report, quote.start, quote.id)):
        by_value[fold(key(quote)).strip(" .,;!?")].append(quote)
    values = []
    for _, given in sorted(by_value.items()):
        holding = [
            s for quote in given for s in ledger.statements if s.report == quote.report and s.start < quote.end and quote.start < s.end
        ]
        shown = given[0].text if kind == "quote" else (given[0].speaker_text or "")
        values.append(
            ConflictValue(
                value=squash(shown),
                statements=tuple(sorted({statement.id for statement in holding})),
                reports=tuple(sorted({quote.report for quote in given})),
                independent=trace_origins(holding or [_bare(quote) for quote in given], ledger.sources).independent,
                citations=tuple(_quote_citation(kind, quote, ledger) for quote in given),
            )
        )
    return _conflict(kind, about, "contradicts", values, ledger)


def _quote_citation(kind: ConflictKind, quote: Quote, ledger: Ledger) -> Citation:
    """The quotation, or for its speaker the nearest place where the speaker's words stand."""
    text = ledger.pages[quote.report].report.text
    if kind == "attribution" and quote.speaker_text:
        low = max(0, quote.start - 400)
        places = [low + offset for offset in _offsets(text[low : quote.end + 400], quote.speaker_text)]
        if places:
            start = min(places, key=lambda place: (abs(place - quote.start), place))
            return Citation(report=quote.report, start=start, end=start + len(quote.speaker_text))
    return Citation(report=quote.report, start=quote.start, end=quote.end)


def _offsets(text: str, words: str) -> list[int]:
    found, place = [], text.find(words)
    while place >= 0:
        found.append(place)
        place = text.find(words, place + 1)
    return found


def _bare(quote: Quote) -> Statement:
    return Statement(
        id=quote.id,
        report=quote.report,
        start=quote.start,
        end=quote.end,
        text=quote.text,
        attribution=(),
        event=None,
        times=(),
        places=(),
        entities=(),
        quantities=(),
        status="happened",
        polarity="affirmed",
        certainty="stated",
    )
