"""Which day a page was published on: every day that it gives is weighed by the signs that speak for it, in the page's own time."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from stemma.language.lexicon import Lexicons
from stemma.stages.clean.sightings import Sighting

ORDER = (
    "json_ld", "meta", "microdata", "published_line", "time_tag", "dateline", "byline_line", "date_line", "url", "script", "page_line"
)  # fmt: skip
"""Rules in order of trust."""
_KINDS = {"json_ld": "json_ld", "meta": "meta", "microdata": "markup", "time_tag": "markup", "script": "script", "url": "url"}
_DAY = len("2026-01-01")
_HEADED = frozenset({"ld_article_published", "meta_published", "micro_published"})
_LABELLED = frozenset({"labelled_near"})
_REPEATING = frozenset({"at_below", "at_beyond", "in_series", "in_long_series", "in_comment", "time_aside", "time_comment", "script"})
_TOLD = frozenset({*_HEADED, "labelled_near", "url_day", "time_issued", "opens_text", "opens_place", "at_under_title"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """A day, the sightings that give it, and how likely it is the day of publication (0..1)."""

    edtf: str
    sightings: tuple[Sighting, ...]
    confidence: float


@lru_cache(maxsize=4)
def load_weights(lexicons: Lexicons) -> dict[str, float]:
    """Weights of the signs, in log-odds, from the table ``date_weights``."""
    return {row[0]: float(row[1]) for row in lexicons.rows("date_weights")}


def weigh_days(sightings: Sequence[Sighting], weights: dict[str, float]) -> tuple[Day, ...]:
    """The days that a page gives, likeliest first; the rest to one is the chance that none of them is right.

    Within each kind of evidence (the head, marked elements, data in scripts, lines of text, the address) a day counts by its best
    sighting; kinds add up, as do signs that only the whole page tells. A multinomial logit over the days and "none of these"
    (McFadden 1974), fitted by training/fit_date_weights.py.
    """
    days = group_by_day(sightings)
    scores = [score_day(signs, weights) for _, _, signs in days]
    top = max([0.0, *scores])
    total = math.exp(-top) + sum(math.exp(score - top) for score in scores)
    weighed = [
        Day(edtf=day, sightings=seen, confidence=math.exp(score - top) / total) for (day, seen, _), score in zip(days, scores, strict=True)
    ]
    return tuple(sorted(weighed, key=lambda day: (-day.confidence, day.edtf)))


def score_day(signs: dict[str, list[frozenset[str]]], weights: dict[str, float]) -> float:
    """Log-odds of a day against "none of these"; ``signs`` hold the signs of its sightings by kind."""
    return sum(max(sum(weights.get(sign, 0.0) for sign in sorted(one)) for one in seen) for _, seen in sorted(signs.items()))


def group_by_day(sightings: Sequence[Sighting]) -> list[tuple[str, tuple[Sighting, ...], dict[str, list[frozenset[str]]]]]:
    """The days given, in order, each with its sightings (most trusted first) and their signs by kind of evidence."""
    by_day = _by_day(sightings)
    grouped = []
    for day, seen in sorted(by_day.items()):
        signs: dict[str, list[frozenset[str]]] = {"day": [frozenset(_signs_of_day(day, by_day, sightings))]}
        for sighting in _telling(seen):
            signs.setdefault(_kind(sighting), []).append(sighting.signs)
        grouped.append((day, tuple(sorted(seen, key=_trust)), signs))
    return grouped


def _telling(seen: Sequence[Sighting]) -> list[Sighting]:
    """The sightings that bear on a day: that teasers or comments repeat it says nothing against what the head or address says."""
    return [sighting for sighting in seen if sighting.signs.isdisjoint(_REPEATING)] or list(seen)


def _by_day(sightings: Sequence[Sighting]) -> dict[str, list[Sighting]]:
    """The sightings by day. A day that nothing but a change speaks for is no candidate where the page says when it was published."""
    by_day: dict[str, list[Sighting]] = {}
    for sighting in sightings:
        if len(sighting.date.edtf) >= _DAY:
            by_day.setdefault(sighting.date.edtf[:_DAY], []).append(sighting)
    is_told = any(not one.signs.isdisjoint(_TOLD) for one in sightings if one.meaning == "published" and len(one.date.edtf) >= _DAY)
    return {day: seen for day, seen in by_day.items() if not is_told or any(one.meaning == "published" for one in seen)}


def _kind(sighting: Sighting) -> str:
    """The kind of evidence: sightings of one kind are no independent witnesses of a day."""
    return "change" if sighting.meaning == "updated" else _KINDS.get(sighting.date.rule, "line")


def _trust(sighting: Sighting) -> tuple[bool, int]:
    return sighting.meaning == "updated", ORDER.index(sighting.date.rule)


def _signs_of_day(day: str, by_day: dict[str, list[Sighting]], sightings: Sequence[Sighting]) -> Iterator[str]:
    """What the page as a whole says of a day."""
    published = {edtf for edtf, seen in by_day.items() if any(one.meaning == "published" for one in seen)}
    changed = {edtf for edtf, seen in by_day.items() if any(one.meaning == "updated" for one in seen)}
    yield "day"
    if len(by_day) == 1:
        yield "day_sole"
    if day in changed:
        yield "day_changed" if day not in published else "day_changed_too"
    if not published:
        yield "day_only_changes"
    if changed and day > max(changed):
        yield "day_after_changes"
    yield from _signs_against(day, by_day, is_change=day in changed)
    yield from _signs_of_address(day, sightings)


def _signs_against(day: str, by_day: dict[str, list[Sighting]], *, is_change: bool) -> Iterator[str]:
    """Whether the head, or a label, gives another day than this one."""
    for sign, others in (("head_calls_change" if is_change else "head_differs", _HEADED), ("label_differs", _LABELLED)):
        named = {edtf for edtf, seen in by_day.items() if any(not one.signs.isdisjoint(others) for one in seen)}
        if named and day not in named:
            yield sign


def _signs_of_address(day: str, sightings: Sequence[Sighting]) -> Iterator[str]:
    for sighting in sightings:
        if sighting.date.rule == "url":
            if len(sighting.date.edtf) < _DAY:
                yield "url_month_agrees" if day.startswith(sighting.date.edtf) else "url_month_differs"
            elif day != sighting.date.edtf:
                yield "url_day_before" if sighting.date.edtf < day else "url_day_after"
