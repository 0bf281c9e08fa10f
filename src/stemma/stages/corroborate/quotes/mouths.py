"""One thing put into two mouths."""

import re
from collections.abc import Iterator, Sequence

from stemma.records import Derivation, Link
from stemma.stages.corroborate.comparing.likeness import compare_telling
from stemma.stages.corroborate.comparing.matter import Clash, Ground, Side
from stemma.stages.corroborate.comparing.reading import Reading
from stemma.stages.corroborate.origins.witnesses import TAKES

SAME_SAYING = 0.8
"""How far a statement and that of the report it was taken from must agree to be one saying."""
SAME_WORDS = 0.3
_FIGURES = frozenset("two three four five six seven eight nine ten eleven twelve".split())
_NAME = re.compile(r"\b(?!(?:The|His|Her|She|He|They|It|We|Our)\b)[A-Z]\w{2,}")


def find_other_mouths(readings: Sequence[Reading], derivations: Sequence[Derivation], ground: Ground) -> Iterator[Clash]:
    """One saying that a report took from another and gave to somebody else, both named. Linear in the statements of reports that drew on
    each other."""
    by_report: dict[str, list[Reading]] = {}
    for reading in readings:
        by_report.setdefault(reading.statement.report, []).append(reading)
    seen: set[tuple[str, str]] = set()
    for edge in sorted(derivations, key=lambda edge: (edge.report, edge.source or "", edge.kind)):
        if edge.kind not in TAKES or edge.source is None or edge.direction is None or (edge.report, edge.source) in seen:
            continue
        seen.add((edge.report, edge.source))
        sources = [reading for reading in by_report.get(edge.source, ()) if _mouth(reading, ground) is not None]
        for reading in by_report.get(edge.report, ()):
            mouth = _mouth(reading, ground)
            if mouth is not None:
                yield from _given_to_another(reading, mouth, sources, ground)


def _given_to_another(reading: Reading, mouth: Link, sources: Sequence[Reading], ground: Ground) -> Iterator[Clash]:
    near = [other for other in sources if not reading.keys.keys().isdisjoint(other.keys) or reading.words & other.words]
    scored = [(compare_telling(reading, other), -place, other) for place, other in enumerate(near[:64])]
    best = max(scored, key=lambda found: found[:2], default=None)
    if best is None or best[0] < SAME_SAYING:
        return
    other = best[2]
    theirs = _mouth(other, ground)
    if theirs is None or reading.words == other.words or not _share_a_figure(reading, other) or _are_one(mouth, theirs, ground):
        return
    yield Clash(kind="attribution", relation="contradicts", matter="", one=_side(reading, mouth), other=_side(other, theirs))


def _share_a_figure(one: Reading, other: Reading) -> bool:
    """Whether both give the same number: what is told without one may well have been said by two."""
    if len(one.words & other.words) < SAME_WORDS * len(one.words | other.words) or one.statement.polarity != other.statement.polarity:
        return False
    values = [{count.quantity.value for count in reading.counts} for reading in (one, other)]
    return not values[0].isdisjoint(values[1]) or bool(_FIGURES.intersection(one.words, other.words))


def _side(reading: Reading, mouth: Link) -> Side:
    return Side(reading=reading, key=mouth.entity or mouth.source, start=reading.statement.start, end=reading.statement.end)


def _mouth(reading: Reading, ground: Ground) -> Link | None:
    """Who says it: the innermost source that is a person or body with a name."""
    if not reading.statement.attribution:
        return None
    link = reading.statement.attribution[-1]
    return link if not link.anonymous and link.entity in ground.entities and _NAME.search(link.source) else None


def _are_one(one: Link, other: Link, ground: Ground) -> bool:
    """Whether two sources may be one: the same, named in each other's words, a person and a body, or two bodies of one kind of name."""
    if one.entity == other.entity:
        return True
    known = [ground.entities[link.entity or ""] for link in (one, other)]
    words = [{word for name in (entity.name, *entity.aliases) for word in name.lower().split() if len(word) > 2} for entity in known]
    if words[0] & words[1]:
        return True
    if {entity.type for entity in known} == {"person", "organisation"}:
        return True  # bodies speak through people
    roles = [f"{entity.role or ''} {link.source}".lower() for entity, link in zip(known, (one, other), strict=True)]
    return any(word in roles[1 - place] for place in (0, 1) for word in words[place])
