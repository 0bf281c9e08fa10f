"""Score one story's dossier against its truth sheet.

Works on any program's output in the shape of ``dossier.json``: a measure that the program does not speak to scores nothing found. Spans
are compared by overlap with the words that the sheet quotes; nothing is compared by wording.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from bench.quality.newsroom.match import Located, Span, any_meets
from bench.quality.newsroom.score_stories import score_aliases, score_grouping, score_timeline
from bench.quality.newsroom.sheet import Clash, Fact, Side
from bench.quality.newsroom.tally import Tally, share

Claim = Mapping[str, Any]


def score_story(located: Located) -> dict[str, Tally]:
    """Every measure of the benchmark for one story, by name."""
    return {
        **_score_edges(located),
        **_score_claims(located),
        **_score_conflicts(located),
        **_score_altered_quotes(located),
        **_score_additions(located),
        **score_grouping(located),
        **score_aliases(located),
        **score_timeline(located),
    }


# ---------------------------------------------------------------- who drew on whom


def _score_edges(located: Located) -> dict[str, Tally]:
    """Pairs of reports. A pair that the sheet joins over a third report in one line of descent is no error, but finds nothing."""
    gold = {
        frozenset((located.id_of[entry.id], located.id_of[edge.report])): (located.id_of[edge.report], edge.is_shown)
        for entry in located.sheet.entries
        for edge in entry.edges
        if edge.report and entry.id in located.id_of and edge.report in located.id_of
    }
    descent = _lines_of_descent(located)
    said: dict[frozenset[str], str | None] = {}
    for derivation in _all(located, "derivations"):
        if derivation["source"] and derivation["kind"] != "shares_wire":
            direction = derivation["direction"]
            said[frozenset((derivation["report"], derivation["source"]))] = direction["from"] if direction else None
    edges = Tally(
        sound=sum(pair in gold or pair in descent for pair in said),
        said=len(said),
        found=sum(pair in said for pair in gold),
        wanted=len(gold),
    )
    decided = [pair for pair, (_, is_shown) in gold.items() if is_shown and said.get(pair)]
    return {
        "edges": edges,
        "direction right of those decided": share(sum(said[pair] == gold[pair][0] for pair in decided), len(decided)),
        "direction decided": share(len(decided), sum(is_shown and pair in said for pair, (_, is_shown) in gold.items())),
        "absent sources": _score_absent(located),
    }


def _lines_of_descent(located: Located) -> set[frozenset[str]]:
    sources = {entry.id: [edge.report for edge in entry.edges if edge.report] for entry in located.sheet.entries}
    pairs: set[frozenset[str]] = set()
    for start, direct in sources.items():
        waiting, seen = list(direct), set[str]()
        while waiting:
            here = waiting.pop()
            if here not in seen and here in located.id_of and start in located.id_of:
                seen.add(here)
                pairs.add(frozenset((located.id_of[start], located.id_of[here])))
                waiting.extend(sources.get(here, ()))
    return pairs


def _score_absent(located: Located) -> Tally:
    """Sources whose text is not in the pile, by any of the names that the sheet gives them."""
    names = {root.name: (root.name, *root.names) for root in located.sheet.roots}
    wanted = [
        (located.id_of[entry.id], names.get(edge.name, (edge.name,)))
        for entry in located.sheet.entries
        for edge in entry.edges
        if edge.name and entry.id in located.id_of
    ]
    said = {
        (derivation["report"], derivation["source_name"])
        for derivation in _all(located, "derivations")
        if not derivation["source"] and derivation["source_name"]
    }

    def fits(report: str, name: str, gold: tuple[str, Sequence[str]]) -> bool:
        return report == gold[0] and any(_words(name) <= _words(known) or _words(known) <= _words(name) for known in gold[1])

    return Tally(
        sound=sum(any(fits(report, name, gold) for gold in wanted) for report, name in said),
        said=len(said),
        found=sum(any(fits(report, name, gold) for report, name in said) for gold in wanted),
        wanted=len(wanted),
    )


def _words(name: str) -> set[str]:
    return set(name.casefold().replace("-", " ").split()) - {"the", "of"}


# ---------------------------------------------------------------- claims and their origins


def _score_claims(located: Located) -> dict[str, Tally]:
    """For each key fact the claim that covers most of its tellings: which reports stand behind it, and how many origins."""
    support, hit, exact, invented, missed, width = Tally(), Tally(), Tally(), Tally(), Tally(), Tally()
    claims = [claim for story in located.dossier["stories"] for claim in story["claims"]]
    for fact in located.sheet.facts:
        tellings = _tellings(located, fact)
        if not fact.is_key or not tellings:
            continue
        told = located.sheet.told()
        origins = len({told[key].origin for key in located.telling if key.partition(":")[2] == fact.id})
        claim = _best_claim(located, claims, tellings)
        tellers = {span.report for span in tellings}
        if claim is None:
            support = support.plus(Tally(wanted=len(tellers)))
            hit, exact = hit.plus(share(0, 1)), exact.plus(share(0, 1))
            continue
        reports = {located.statement[name].report for name in claim["statements"]}
        support = support.plus(Tally(len(reports & tellers), len(reports), len(reports & tellers), len(tellers)))
        least, most = claim["independent"]["least"], claim["independent"]["most"]
        hit = hit.plus(share(least <= origins <= most, 1))
        exact = exact.plus(share(least == origins == most, 1))
        invented = invented.plus(share(least > origins, 1))
        missed = missed.plus(share(most < origins, 1))
        width = width.plus(share(most - least, 1))
    return {
        "claim support": support,
        "origins: interval hit": hit,
        "origins: exact": exact,
        "origins: invented independence": invented,
        "origins: missed independence": missed,
        "origins: width of the interval": width,
    }


def _tellings(located: Located, fact: Fact) -> list[Span]:
    return [span for key, span in located.telling.items() if key.partition(":")[2] == fact.id]


def _best_claim(located: Located, claims: Iterable[Claim], tellings: Sequence[Span]) -> Claim | None:
    tellers = {span.report for span in tellings}

    def merit(claim: Claim) -> tuple[int, float]:
        spans = [located.statement[name] for name in claim["statements"]]
        covered = len({telling.report for telling in tellings if any_meets([telling], spans)})
        reports = {span.report for span in spans}
        return covered, 2 * len(reports & tellers) / (len(reports) + len(tellers))

    best = max(((merit(claim), claim) for claim in claims), key=lambda pair: pair[0], default=None)
    return best[1] if best and best[0][0] else None


# ---------------------------------------------------------------- conflicts and traps


def _score_conflicts(located: Located) -> dict[str, Tally]:
    said = [(conflict, _spans_of_values(located, conflict)) for conflict in _all(located, "conflicts")]
    gold = [(clash, [_spans_of_side(located, side) for side in clash.sides]) for clash in located.sheet.clashes]
    found_by = {place: _matching(clash, sides, said) for place, (clash, sides) in enumerate(gold)}
    right = {id(conflict) for conflicts in found_by.values() for conflict in conflicts}
    total = Tally(
        sound=sum(id(conflict) in right for conflict, _ in said),
        said=len(said),
        found=sum(bool(conflicts) for conflicts in found_by.values()),
        wanted=len(gold),
    )
    by_kind = {
        f"conflicts: {kind}": Tally(
            sound=sum(id(conflict) in right for conflict, _ in said if conflict["kind"] == kind),
            said=sum(conflict["kind"] == kind for conflict, _ in said),
            found=sum(bool(found_by[place]) for place, (clash, _) in enumerate(gold) if clash.kind == kind),
            wanted=sum(clash.kind == kind for clash, _ in gold),
        )
        for kind in ("date", "number", "place", "name", "attribution", "quote", "status", "polarity")
    }
    related = [
        any(conflict["relation"] == gold[place][0].relation for conflict in conflicts) for place, conflicts in found_by.items() if conflicts
    ]
    return {
        "conflicts": total,
        **by_kind,
        "conflict relation right": share(sum(related), len(related)),
        "traps taken": _score_traps(located, said),
    }


def _matching(clash: Clash, sides: Sequence[list[Span]], said: Iterable[tuple[Claim, list[list[Span]]]]) -> list[Claim]:
    """The conflicts of the clash's kind of which two values stand on two of its sides."""
    return [conflict for conflict, values in said if conflict["kind"] == clash.kind and _opposes(values, sides)]


def _opposes(values: Sequence[list[Span]], sides: Sequence[list[Span]]) -> bool:
    held = [{place for place, value in enumerate(values) if any_meets(value, side)} for side in sides]
    return any(
        here and there and len(here | there) > 1 for place, here in enumerate(held) for other, there in enumerate(held) if place < other
    )


def _spans_of_values(located: Located, conflict: Claim) -> list[list[Span]]:
    return [
        [Span(cited["report"], cited["start"], cited["end"]) for cited in value.get("citations", ())]
        + [located.statement[name] for name in value["statements"] if name in located.statement]
        for value in conflict["values"]
    ]


def _spans_of_side(located: Located, side: Side) -> list[Span]:
    return [located.telling[said] for said in side.says if said in located.telling]


def _score_traps(located: Located, said: Sequence[tuple[Claim, list[list[Span]]]]) -> Tally:
    taken = 0
    for trap in located.sheet.traps:
        sides: list[list[Span]] = []
        for place in trap.between:
            report, _, words = place.partition(":")
            span = located.telling.get(place) or located.find(report, words.strip('"'))
            sides.append([span] if span else [])
        taken += any(conflict["relation"] == "contradicts" and _opposes(values, sides) for conflict, values in said)
    return share(taken, len(located.sheet.traps))


# ---------------------------------------------------------------- altered quotations, additions


def _score_altered_quotes(located: Located) -> dict[str, Tally]:
    quotes = {quote["id"]: Span(quote["report"], quote["start"], quote["end"]) for quote in _all(located, "quotes")}
    said = [
        (quotes[change["quote"]], quotes[change["source_quote"]])
        for derivation in _all(located, "derivations")
        for change in derivation["altered_quotes"]
        if change["quote"] in quotes and change["source_quote"] in quotes
    ]
    gold = [
        (located.find(change.report, change.words), located.find(change.source, change.source_words))
        for change in located.sheet.alterations
    ]

    def fits(one: tuple[Span, Span], other: tuple[Span | None, Span | None]) -> bool:
        return bool(other[0] and other[1] and one[0].meets(other[0]) and one[1].meets(other[1]))

    return {
        "altered quotes": Tally(
            sound=sum(any(fits(one, other) for other in gold) for one in said),
            said=len(said),
            found=sum(any(fits(one, other) for one in said) for other in gold),
            wanted=len(gold),
        )
    }


def _score_additions(located: Located) -> dict[str, Tally]:
    """What a derived report tells beyond its sources. An addition that stands on no telling of the sheet is neither right nor wrong."""
    facts_of = {entry.id: {telling.fact for telling in entry.tellings} for entry in located.sheet.entries}
    added: list[Span] = []
    repeated: list[Span] = []
    for entry in located.sheet.entries:
        sources = [edge.report for edge in entry.edges if edge.report]
        if not sources:
            continue
        known = set().union(*(facts_of.get(source, set()) for source in sources))
        for telling in entry.tellings:
            span = located.telling.get(f"{entry.id}:{telling.fact}")
            if span:
                (repeated if telling.fact in known else added).append(span)
    said = sorted(
        {
            located.statement[addition["statement"]]
            for derivation in _all(located, "derivations")
            if derivation["source"]
            for addition in derivation["additions"]
            if addition["statement"] in located.statement
        }
    )
    sound = sum(any_meets([span], added) for span in said)
    wrong = sum(any_meets([span], repeated) and not any_meets([span], added) for span in said)
    return {"additions": Tally(sound=sound, said=sound + wrong, found=sum(any_meets([span], said) for span in added), wanted=len(added))}


def _all(located: Located, field: str) -> list[Mapping[str, Any]]:
    return [record for story in located.dossier["stories"] for record in story.get(field, ())]
