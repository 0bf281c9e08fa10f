"""Which words tell of one event: ECB+ (CC BY 3.0, evaluation only), within a subtopic, mentions found and mentions given.

    STEMMA_DATA=FOLDER python -m bench.quality.coreference [--development | --training]

Every text goes through annotate and the stages of a story with the others of its subtopic. Two sets of words are held against the
annotated events of the checked sentences: the mentions of the story's *events*, as a dossier has them, those that stand alone included;
and the *statements'* (the head of each statement, cues of attributions). A word stands for the annotated event that it is a word of, one
for one. Rows: by *lemma*, the usual baseline; by *event*, as dossiers have it; by *claim*; by *kind* of happening, the key under which
claims compare words. Settings were read off the development topics; ``--training`` scores 25 further topics to check them by.
"""

import argparse
import hashlib
import random
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from time import process_time
from typing import NamedTuple

from bench.quality.ecb_mentions import DEVELOPMENT_TOPICS, TEST_TOPICS, TRAINING_TOPICS, Mention, Subtopic, read_subtopics
from bench.quality.story_sets import data_folder
from bench.quality.story_words import Place, Reader, read_story
from stemma.evaluation.bcubed import BCubed, b_cubed_found, b_cubed_lenient

RESAMPLES = 1000
Label = Callable[[Reader, Sequence[Place]], Mapping[Place, Hashable]]


class Row(NamedTuple):
    """How one system did on each subtopic: the labels found and the gold ones, by item."""

    found: tuple[dict[Hashable, Hashable], ...]
    gold: tuple[dict[Hashable, Hashable], ...]


def by_lemma(reader: Reader, places: Sequence[Place]) -> dict[Place, Hashable]:
    return {place: reader.lemma(place) for place in places}


def by_kind(reader: Reader, places: Sequence[Place]) -> dict[Place, Hashable]:
    """By kind of happening; a word that says little by itself ("take") only with the same object."""
    return {place: reader.kind(place) for place in places}


def by_claim(reader: Reader, places: Sequence[Place]) -> dict[Place, Hashable]:
    """By the claim of the narrowest statement round a word and the word's kind; words of saying by who says; any other word alone."""
    found: dict[Place, Hashable] = {}
    for place in places:
        claim = reader.claim_at(place)
        found[place] = reader.speaker_at(place) or ((claim, reader.kind(place)) if claim else place)
    return found


def by_event(reader: Reader, places: Sequence[Place]) -> dict[Place, Hashable]:
    """By the event of the dossier that a word is a mention of; any other word alone."""
    return {place: reader.event_of.get(place, place) for place in places}


LABELS: dict[str, Label] = {"lemma": by_lemma, "event": by_event, "claim": by_claim, "kind": by_kind}


def score_given(readers: Sequence[Reader], label: Label) -> Row:
    """With the annotated events given."""
    found: list[dict[Hashable, Hashable]] = []
    for reader in readers:
        heads = {mention: reader.head(mention) for mention in reader.subtopic.mentions}
        labels = label(reader, sorted(set(heads.values())))
        found.append({mention: labels[head] for mention, head in heads.items()})
    return Row(tuple(found), gold_labels(readers))


def score_found(readers: Sequence[Reader], words: Sequence[Sequence[Place]], label: Label) -> Row:
    """With events found: each word is the annotated event whose word it is (its head first), or in vain."""
    found = []
    for reader, places in zip(readers, words, strict=True):
        labels, item_of = label(reader, places), align(reader, places)
        found.append({item_of[place]: labels[place] for place in places})
    return Row(tuple(found), gold_labels(readers))


def gold_labels(readers: Iterable[Reader]) -> tuple[dict[Hashable, Hashable], ...]:
    return tuple({mention: mention.chain for mention in reader.subtopic.mentions} for reader in readers)


def align(reader: Reader, places: Sequence[Place]) -> dict[Place, Hashable]:
    """What each found word stands for: an annotated event, each at most once, or itself."""
    holder: dict[Place, Mention] = {}
    for mention in reader.subtopic.mentions:
        for start, _ in mention.words:
            holder.setdefault((mention.report, start), mention)
    item_of: dict[Place, Hashable] = {}
    taken: set[Mention] = set()
    for place in sorted(places, key=lambda place: (place in holder and reader.head(holder[place]) != place, place)):
        item_of[place] = place
        if place in holder and holder[place] not in taken:
            item_of[place] = holder[place]
            taken.add(holder[place])
    return item_of


def show_detection(name: str, readers: Sequence[Reader], words: Sequence[Sequence[Place]]) -> float:
    """Print the precision and recall of the mentions themselves; their F1."""
    hits = sum(isinstance(item, Mention) for reader, places in zip(readers, words, strict=True) for item in align(reader, places).values())
    found_count, gold_count = sum(map(len, words)), sum(len(reader.subtopic.mentions) for reader in readers)
    precision, recall, f1 = hits / max(1, found_count), hits / max(1, gold_count), 2 * hits / max(1, found_count + gold_count)
    print(f"\n{name}: {found_count} words for {gold_count} events; found P {precision:.3f} R {recall:.3f} F1 {f1:.3f}")
    return f1


def total(row: Row, chosen: Sequence[int]) -> BCubed:
    """B-cubed over the chosen subtopics; nothing is linked from one to another."""
    found = {(turn, item): (turn, label) for turn, index in enumerate(chosen) for item, label in row.found[index].items()}
    gold = {(turn, item): (turn, label) for turn, index in enumerate(chosen) for item, label in row.gold[index].items()}
    return b_cubed_found(found, gold)


def interval(row: Row) -> tuple[float, float]:
    """The 95 % bootstrap interval of F1 over subtopics."""
    chance = random.Random(7)  # noqa: S311
    parts = [(total(row, (index,)), len(row.found[index]), len(row.gold[index])) for index in range(len(row.gold))]
    values = []
    for _ in range(RESAMPLES):
        drawn = chance.choices(parts, k=len(parts))
        precision = sum(score.precision * found for score, found, _ in drawn) / max(1, sum(found for _, found, _ in drawn))
        recall = sum(score.recall * gold for score, _, gold in drawn) / max(1, sum(gold for _, _, gold in drawn))
        values.append(2 * precision * recall / ((precision + recall) or 1))
    values.sort()
    return values[RESAMPLES // 40], values[-RESAMPLES // 40]


def show_row(name: str, row: Row, *, is_given: bool) -> float:
    whole = total(row, range(len(row.gold)))
    low, high = interval(row)
    line = f"  by {name:6} P {whole.precision:.3f} R {whole.recall:.3f} F1 {whole.f1:.3f} [{low:.3f}, {high:.3f}]"
    if not is_given:
        found = {(index, item): (index, label) for index, part in enumerate(row.found) for item, label in part.items()}
        gold = {(index, item): (index, label) for index, part in enumerate(row.gold) for item, label in part.items()}
        line += f"   as Cai and Strube count: F1 {b_cubed_lenient(found, gold).f1:.3f}"
    print(line)
    return whole.f1


def digest(subtopics: Iterable[Subtopic]) -> str:
    content = "".join(page.report.sha256 for subtopic in subtopics for page in subtopic.pages)
    return hashlib.sha256((content + repr([subtopic.mentions for subtopic in subtopics])).encode()).hexdigest()[:10]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    choice = parser.add_mutually_exclusive_group()
    choice.add_argument("--development", action="store_true", help="the topics that settings are read off")
    choice.add_argument("--training", action="store_true", help="topics on which settings are checked")
    chosen = parser.parse_args()
    topics, part = (DEVELOPMENT_TOPICS, "development") if chosen.development else (TEST_TOPICS, "test")
    topics, part = (TRAINING_TOPICS, "training") if chosen.training else (topics, part)
    start = process_time()
    try:
        subtopics = read_subtopics(data_folder(), topics)
    except OSError as error:
        print(f"ecbplus: absent ({error}); not measured")
        return
    readers = [read_story(subtopic) for subtopic in subtopics]
    count = sum(len(subtopic.pages) for subtopic in subtopics)
    print(f"ecbplus {part}: {len(subtopics)} subtopics, {count} articles, digest {digest(subtopics)}; standard B-cubed unless said")
    words = {
        "events": [reader.checked(reader.event_of) for reader in readers],
        "statements": [reader.checked(reader.statement_words) for reader in readers],
    }
    for name, places in words.items():
        print(f"= coreference mention F1, {name}, ecbplus {part}: {show_detection(name, readers, places):.3f}")
        for system, label in LABELS.items():
            f1 = show_row(system, score_found(readers, places, label), is_given=False)
            print(f"= coreference B-cubed F1 by {system}, {name} found, ecbplus {part}: {f1:.3f}")
    print("\nevents given")
    for system, label in LABELS.items():
        f1 = show_row(system, score_given(readers, label), is_given=True)
        print(f"= coreference B-cubed F1 by {system}, events given, ecbplus {part}: {f1:.3f}")
    print(f"\n{process_time() - start:.0f} s of CPU")


if __name__ == "__main__":
    main()
