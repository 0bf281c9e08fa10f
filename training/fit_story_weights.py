"""Fits the weights by which reports that wording left over find their story (stages/cluster/belonging.py).

    STEMMA_DATA=FOLDER python -m training.fit_story_weights

Penalised logistic regression on pairs of a group and a story: the groups that wording makes of a pile, and each report taken alone against
the others of its event and against the events most like it. Piles: the dev half of the newsroom benchmark, ``giveme5w1h`` and ``ecbplus``,
each whole and cut into piles of one event and a few strangers, with and without dates. A wrong join costs ``WRONG_JOIN`` times a missed
one. Prints the weights, and B-cubed on the newsroom stories, each with weights fitted without it.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from unittest import mock

import numpy as np
from bench.quality.newsroom.sheet import read_sheet, story_folders
from bench.quality.story_sets import SETS, data_folder
from numpy.typing import NDArray

from stemma.adapters.fetch import fetch
from stemma.adapters.models import load_model
from stemma.adapters.models.lexicons import load_lexicons
from stemma.config import ClusterConfig, Config
from stemma.evaluation.bcubed import BCubed, b_cubed
from stemma.pipeline import read_page
from stemma.records import Capture, Page
from stemma.stages.annotate import annotate
from stemma.stages.cluster import belonging
from stemma.stages.cluster.adoption import LARGEST_STRAY, adopt
from stemma.stages.cluster.details import Profile, read_profile
from stemma.stages.cluster.grouping import compare_pages, join

SHARES = {
    "newsroom": 600, "newsroom undated": 400,
    "giveme5w1h": 500, "giveme5w1h small": 300, "giveme5w1h undated": 300, "giveme5w1h undated small": 200,
    "ecbplus": 500, "ecbplus small": 200,
}  # fmt: skip
"""What the examples of each set count together."""
WRONG_JOIN = 1.5
CAUTION = {"no_event": -1.5, "numbered_apart": -1.0}
"""Added to what is fitted: two events joined are worse than one told twice, names and days alone make no event, nor two numbers one."""
GIVEN = {"far_time": -4.0, "gathered_for": 0.6, "undated": -0.5}
"""Not fitted: too few examples lie far apart, what a pile was gathered for depends on who gathers, and a story without days is in doubt."""
SMALL_EVENT, LARGEST_SMALL, STRANGERS, CHANCE = 4, 9, 3, (37, 91)
RIVALS = 4
LARGE_PILE = 30

Array = NDArray[np.float64]
Labelled = tuple[Page, str]
Places = tuple[int, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Pile:
    """Reports with their events, how alike they are, and the groups that wording makes of them."""

    name: str
    events: Sequence[str]
    profiles: Sequence[Profile]
    likeness: Mapping[tuple[int, int], float]
    groups: tuple[Places, ...]

    def nearest(self, group: Places, others: Sequence[Places]) -> list[Places]:
        """The ``RIVALS`` of the others that are most like the group; in a large pile only those that are like it at all."""
        alike = {other: max(self.likeness.get((min(a, b), max(a, b)), 0.0) for a in group for b in other) for other in others}
        ranked = sorted(others, key=lambda other: (-alike[other], other))[:RIVALS]
        return [other for other in ranked if alike[other] or len(self.events) < LARGE_PILE]


def make_pile(name: str, articles: Sequence[Labelled]) -> Pile:
    articles = sorted(articles, key=lambda article: article[0].report.id)
    pages = [page for page, _ in articles]
    likeness = compare_pages(pages, load_lexicons())
    profiles = [read_profile(page, load_lexicons()) for page in pages]
    groups = join(len(pages), likeness, ClusterConfig().threshold)
    return Pile(name, [event for _, event in articles], profiles, likeness, groups)


def cut(pile: Pile) -> Iterator[Pile]:
    """Small piles: one event, the reports of others that are most like it, two by chance."""
    for event in sorted(set(pile.events)):
        members = [place for place, other in enumerate(pile.events) if other == event][:LARGEST_SMALL]
        others = [place for place, other in enumerate(pile.events) if other != event]
        if len(members) < SMALL_EVENT:
            continue
        alike = {one: max(pile.likeness.get((min(one, two), max(one, two)), 0.0) for two in members) for one in others}
        near = sorted(others, key=lambda place: (-alike[place], place))[:STRANGERS]
        chance = [others[(7 * members[0] + step) % len(others)] for step in CHANCE]
        places = sorted({*members, *near, *chance})
        at = {place: index for index, place in enumerate(places)}
        likeness = {(at[one], at[two]): value for (one, two), value in pile.likeness.items() if one in at and two in at}
        groups = join(len(places), likeness, ClusterConfig().threshold)
        yield Pile(event, [pile.events[place] for place in places], [pile.profiles[place] for place in places], likeness, groups)


def examples(pile: Pile) -> tuple[Array, Array]:
    """Evidence (one row each) and whether group and story are one event."""
    pairs: list[tuple[Places, Places, bool]] = []
    for group in (group for group in pile.groups if len(group) <= LARGEST_STRAY):
        larger = [other for other in pile.groups if len(other) >= max(2, len(group)) and other != group]
        pairs += [(group, other, event_of(pile, group) == event_of(pile, other)) for other in pile.nearest(group, larger)]
    members = {event: tuple(place for place, other in enumerate(pile.events) if other == event) for event in sorted(set(pile.events))}
    for place, event in enumerate(pile.events):
        rest = tuple(other for other in members[event] if other != place)
        pairs += [((place,), rest, True)] if rest else []
        pairs += [((place,), rest[: len(rest) // 2], True)] if len(rest) > 3 else []
        rivals = [found for other, found in members.items() if other != event and len(found) > 1]
        pairs += [((place,), other, False) for other in pile.nearest((place,), rivals)]
    rows = [
        list(belonging.gather_evidence(group, story, pile.profiles, pile.likeness, load_lexicons()).values()) for group, story, _ in pairs
    ]
    return np.array(rows).reshape(len(rows), len(belonging.WEIGHTS)), np.array([float(is_one) for *_, is_one in pairs])


def event_of(pile: Pile, group: Places) -> str:
    return Counter(pile.events[place] for place in group).most_common(1)[0][0]


def fit(samples: Sequence[tuple[str, Array, Array]], ridge: float = 1.0) -> dict[str, float]:
    """Newton's method; ``samples`` are (set, evidence, gold)."""
    totals = Counter[str]()
    for name, _, gold in samples:
        totals[name] += len(gold)
    table = np.concatenate([evidence for _, evidence, _ in samples])
    gold = np.concatenate([found for *_, found in samples])
    each = np.concatenate([np.full(len(found), SHARES[name] / totals[name]) for name, _, found in samples])
    each *= np.where(gold > 0, 1 / WRONG_JOIN, 1.0)
    names = list(belonging.WEIGHTS)
    fitted = [place for place, name in enumerate(names) if name not in GIVEN]
    offset = table @ np.array([GIVEN.get(name, 0.0) for name in names])
    found, table = np.zeros(len(fitted)), table[:, fitted]
    for _ in range(50):
        prob = 1 / (1 + np.exp(-(table @ found + offset)))
        slope = table.T @ (each * (gold - prob)) - ridge * found
        curve = (table * (each * np.maximum(prob * (1 - prob), 1e-6))[:, None]).T @ table + ridge * np.eye(len(fitted))
        step = np.linalg.solve(curve, slope)
        found += step
        if np.abs(step).max() < 1e-5:
            break
    weights = dict(zip([names[place] for place in fitted], found.tolist(), strict=True))
    return {name: round(GIVEN.get(name, weights.get(name, 0.0)) + CAUTION.get(name, 0.0), 2) for name in names}


def score(piles: Sequence[Pile], weights: Sequence[Mapping[str, float]]) -> BCubed:
    """B-cubed over all reports, each pile with its own weights."""
    precisions, recalls, counts = list[float](), list[float](), [len(pile.events) for pile in piles]
    for pile, own in zip(piles, weights, strict=True):
        with mock.patch.object(belonging, "WEIGHTS", own):
            groups = adopt(pile.groups, pile.profiles, pile.likeness, load_lexicons())
        group_of = {place: index for index, members in enumerate(groups) for place in members}
        found = b_cubed([group_of[place] for place in range(len(pile.events))], list(pile.events))
        precisions.append(found.precision)
        recalls.append(found.recall)
    precision, recall = float(np.average(precisions, weights=counts)), float(np.average(recalls, weights=counts))
    return BCubed(precision, recall, 2 * precision * recall / (precision + recall))


def read_newsroom() -> Iterator[tuple[str, list[Labelled]]]:
    for folder in story_folders("dev"):
        sheet = read_sheet(folder)
        pages: list[Labelled] = []
        for entry in sheet.entries:
            captures = [item for item in fetch([str(folder / entry.file)], config=Config().fetch) if isinstance(item, Capture)]
            pages += [(page, entry.group) for capture in captures for page in read_page(capture, config=Config()).records]
        yield sheet.name, pages


def without_dates(articles: Sequence[Labelled]) -> list[Labelled]:
    found: list[Labelled] = []
    for page, event in articles:
        report = replace(page.report, published=None, updated=None)
        outcome = annotate(report, config=Config().annotate, model=load_model(), lexicons=load_lexicons())
        found.append((Page(report=report, annotation=outcome.records[0]), event))
    return found


def read_piles() -> dict[str, list[Pile]]:
    stories = list(read_newsroom())
    piles = {
        "newsroom": [make_pile(name, articles) for name, articles in stories],
        "newsroom undated": [make_pile(name, without_dates(articles)) for name, articles in stories],
    }
    for name, read in SETS.items():
        articles = [(article.page, article.event) for article in read(data_folder())]
        for shown, given in [(name, articles)] + ([(f"{name} undated", without_dates(articles))] if name == "giveme5w1h" else []):
            whole = make_pile(shown, given)
            piles |= {shown: [whole], f"{shown} small": list(cut(whole))}
    return piles


def main() -> None:
    piles = read_piles()
    samples = [(name, pile.name, *examples(pile)) for name, found in piles.items() for pile in found]
    samples = [sample for sample in samples if len(sample[3])]
    weights = fit([(name, evidence, gold) for name, _, evidence, gold in samples])
    for name, weight in weights.items():
        print(f'    "{name}": {weight},')
    for name, found in piles.items():
        if name.startswith("newsroom"):
            own = [fit([(kept, evidence, gold) for kept, story, evidence, gold in samples if story != pile.name]) for pile in found]
        else:
            own = [weights] * len(found)
        before = score(found, [{"bias": -1.0, **dict.fromkeys(list(belonging.WEIGHTS)[1:], 0.0)}] * len(found))
        after = score(found, own)
        print(f"{name}: wording alone {show(before)}; with strays {show(after)}")


def show(found: BCubed) -> str:
    return f"P {found.precision:.3f} R {found.recall:.3f} F1 {found.f1:.3f}"


if __name__ == "__main__":
    main()
