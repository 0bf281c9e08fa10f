"""Fits the weights by which a denial is judged to answer what others tell (stages/corroborate/denials/rival_denials.py).

    STEMMA_DATA=FOLDER python -m training.fit_rival_denials [STORY_FOLDER ...]

Two penalised logistic regressions (Newton's method) on the stories of the newsroom benchmark marked ``dev``. Of the sentences that may
tell what a denial denies, those are right that stand on another side of a conflict of polarity on the truth sheet; a denial answers others
where one of its sentences is right. Denials and sentences of conflicts of other kinds are left out, as are denials on a side of which no
right sentence was met. The events of ``giveme5w1h_news_cluster``, real news in which hardly any denial is gainsaid, give denials that
answer nobody. Prints both tables and, with an eighth of the stories left out at a time, how well denials are told apart. What is shipped
was fitted on 175 of the stories in the groups that Stemma finds.
"""

import sys
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from bench.quality.newsroom.match import Span, any_meets
from bench.quality.newsroom.sheet import Sheet, read_sheet, story_folders
from training.logistic import Array, fit
from training.real_events import read_events
from training.told_stories import locate, open_story, read_story

from stemma.records import Extraction, Page
from stemma.stages.corroborate.denials.rival_denials import (
    ASSERTION_WEIGHTS,
    DENIAL_WEIGHTS,
    Dispute,
    describe,
    gather_disputes,
    weigh,
)
from stemma.stages.corroborate.denials.told_things import ToldSentence

PENALTY = 3.0
OF_THE_NEWS, TOLD_IN_THE_NEWS = 2.0, 0.24
"""How much a denial of the real news counts, and a sentence that may tell what it denies."""
FEWEST = 3
FOLDS = 8
Weights = Mapping[str, float]


@dataclass(frozen=True, slots=True, eq=False)
class Judged:
    """A dispute with what the sheet says of it: for each assertion the conflict in which it is right, -1 where wrong, None where nobody
    knows; ``on``: the conflicts of polarity on a side of which the denial stands, ``is_other``: whether it does in one of another kind."""

    dispute: Dispute
    right: Sequence[int | None]
    on: frozenset[int]
    is_other: bool

    @property
    def is_right(self) -> bool:
        return any(place is not None and place >= 0 for place in self.right)


def main() -> None:
    folders = list(map(Path, sys.argv[1:])) or story_folders("dev")
    stories = [judge_story(read_sheet(folder)) for folder in folders]
    news = [judge(pages, extraction, []) for pages, extraction in read_events({"giveme5w1h": 1}) if len(pages) >= FEWEST]
    report(stories, news)
    assertions, denials = fit_both(stories, news)
    for name, weights in (("ASSERTION_WEIGHTS", assertions), ("DENIAL_WEIGHTS", denials)):
        print(f"{name}: Mapping[str, float] = {{", *(f'    "{key}": {weight:.2f},' for key, weight in weights.items()), "}", sep="\n")


Matter = tuple[str, Sequence[Sequence[Span]]]


def judge_story(sheet: Sheet) -> list[Judged]:
    """The denials of a story with what its sheet says of them."""
    pages, extraction = read_story(sheet)
    return judge(pages, extraction, find_matters(sheet, pages))


def find_matters(sheet: Sheet, pages: Sequence[Page]) -> list[Matter]:
    """The conflicts of a sheet: kind, and the words that tell each side."""
    telling = locate(sheet, pages).telling
    return [(clash.kind, [[telling[said] for said in side.says if said in telling] for side in clash.sides]) for clash in sheet.clashes]


def judge(pages: Sequence[Page], extraction: Extraction, matters: Sequence[Matter]) -> list[Judged]:
    """The denials of one story, each sentence that may tell what it denies judged by the conflicts (none: all wrong)."""
    readings, ground = open_story(pages, extraction)
    found = []
    for dispute in gather_disputes(readings, ground):
        right = tuple(_right(dispute.denying, assertion.told, matters) for assertion in dispute.assertions)
        on = [place for place, (_, sides) in enumerate(matters) if _sides_of(dispute.denying, sides)]
        on_polarity = frozenset(place for place in on if matters[place][0] == "polarity")
        found.append(Judged(dispute, right, on_polarity, len(on_polarity) < len(on)))
    return found


def _sides_of(told: ToldSentence, sides: Sequence[Sequence[Span]]) -> set[int]:
    here = Span(told.report, told.sentence.start, told.sentence.end)
    return {place for place, spans in enumerate(sides) if any_meets([here], spans)}


def _right(denying: ToldSentence, told: ToldSentence, matters: Sequence[Matter]) -> int | None:
    """The conflict of polarity on two sides of which two sentences stand; None for one of another kind, -1 for none."""
    unknown = False
    for place, (kind, sides) in enumerate(matters):
        held = _sides_of(denying, sides), _sides_of(told, sides)
        if held[0] and held[1] and len(held[0] | held[1]) > 1:
            if kind == "polarity":
                return place
            unknown = True
    return None if unknown else -1


# ---------------------------------------------------------------- fitting


def fit_both(stories: Sequence[Sequence[Judged]], news: Sequence[Sequence[Judged]]) -> tuple[Weights, Weights]:
    """The two tables: for the sentences that may tell what is denied, and for the denials."""
    assertions = _fit_assertions(stories, news)
    rows, labels, counts = [], [], []
    for share, groups in ((1.0, stories), (OF_THE_NEWS, news)):
        for judged in groups:
            told = Counter(place for one in judged for place in one.on)
            for one in judged:
                if one.is_right or not (one.on or one.is_other):
                    rows.append(list(describe(one.dispute, _likely(one, assertions)).values()))
                    labels.append(float(one.is_right))
                    often = max((told[place] for place in one.on), default=1)
                    counts.append(share / often**0.5 if one.is_right else share)  # a denial that many repeat is one
    names = list(describe(stories[0][0].dispute, _likely(stories[0][0], assertions)))
    return assertions, _fit(names, np.array(rows), labels, counts, DENIAL_WEIGHTS)


def _fit_assertions(stories: Sequence[Sequence[Judged]], news: Sequence[Sequence[Judged]]) -> Weights:
    rows: list[list[float]] = []
    labels, counts = [], []
    for share, groups in ((1.0, stories), (TOLD_IN_THE_NEWS, news)):
        for one in (one for judged in groups for one in judged):
            measures = [list(measure.values()) for measure in one.dispute.measures]
            right = [row for row, place in zip(measures, one.right, strict=True) if place is not None and place >= 0]
            wrong = [row for row, place in zip(measures, one.right, strict=True) if place == -1]
            rows += right + wrong
            labels += [1.0] * len(right) + [0.0] * len(wrong)
            counts += [1 / max(1, len(right))] * len(right)
            counts += [share * (1.0 if right else 0.5) * min(3, len(wrong)) / max(1, len(wrong))] * len(wrong)
    return _fit(list(stories[0][0].dispute.measures[0]), np.array(rows), labels, counts, ASSERTION_WEIGHTS)


def _fit(names: Sequence[str], rows: Array, labels: Sequence[float], counts: Sequence[float], shipped: Weights) -> Weights:
    """Weights of the features that are shipped, or of all where none are."""
    kept = [place for place, name in enumerate(names) if name in shipped or not shipped]
    weights = fit(rows[:, kept], np.array(labels), np.zeros(len(kept)), np.full(len(kept), PENALTY), np.array(counts))
    return {names[place]: float(weight) for place, weight in zip(kept, weights, strict=True)}


def _likely(one: Judged, weights: Weights) -> list[float]:
    return [weigh(measure, weights) for measure in one.dispute.measures]


# ---------------------------------------------------------------- how well it does


def report(stories: Sequence[Sequence[Judged]], news: Sequence[Sequence[Judged]]) -> None:
    """Print the average precision of denials and, by threshold, how many of those said answer others, each story by weights fitted without
    its eighth."""
    scored: list[tuple[float, bool]] = []
    for fold in range(FOLDS):
        assertions, denials = fit_both([judged for place, judged in enumerate(stories) if place % FOLDS != fold], news)
        for one in (one for judged in stories[fold::FOLDS] for one in judged if one.is_right or not (one.on or one.is_other)):
            scored.append((weigh(describe(one.dispute, _likely(one, assertions)), denials), one.is_right))
    scored.sort(key=lambda pair: -pair[0])
    right = np.cumsum([is_right for _, is_right in scored])
    precise = [right[place] / (place + 1) for place, (_, is_right) in enumerate(scored) if is_right]
    print(f"{len(scored)} denials, {len(precise)} that answer others; average precision {np.mean(precise):.3f}")
    for threshold in (0.2, 0.25, 0.3, 0.4, 0.5):
        said = [is_right for score, is_right in scored if score >= threshold]
        print(f"  from {threshold}: precision {sum(said) / max(1, len(said)):.3f}, recall {sum(said) / len(precise):.3f}")


if __name__ == "__main__":
    main()
