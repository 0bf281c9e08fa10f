"""How well counts of people are read: the least number killed and captured, against one analyst's coding of 724 press releases.

STEMMA_DATA=FOLDER python -m bench.quality.quantities

The set (ISAF press releases) codes a whole release, not a mention, and adds up what several sentences say; here the largest lower bound
among the release's quantities with the right event stands for it. It is therefore a floor, good for comparison only.
"""

import hashlib
import json
import os
from pathlib import Path

from stemma.adapters.models.lexicons import load_lexicons
from stemma.language.quantities import find_quantities
from stemma.language.times import find_times
from stemma.records import Quantity

EVENTS = {"min_killed": "killed", "min_captured": "arrested"}


def read_releases(folder: Path) -> list[tuple[str, dict[str, int]]]:
    """Text and coded counts of each release, in file order.

    Raises:
        OSError: the set is not there.
    """
    lines = (folder / "isaf_press_releases/data/isaf_press_releases_ft_test.jsonl").read_text(encoding="utf-8").splitlines()
    turns = [json.loads(line)["conversations"] for line in lines]
    return [(turn[1]["value"], {field: json.loads(turn[2]["value"])[field] for field in EVENTS}) for turn in turns]


def least_counts(text: str) -> dict[str, float]:
    """The largest lower bound of each event among the quantities of a text, 0 where there is none."""
    lexicons = load_lexicons()
    spans = [(0, len(text))]
    times = find_times(text, spans, published=None, lexicons=lexicons)
    quantities = find_quantities(text, spans, lexicons=lexicons, times=times)
    return {
        field: max((_least(quantity, text) for quantity in quantities if quantity.event == event), default=0)
        for field, event in EVENTS.items()
    }


def _least(quantity: Quantity, text: str) -> float:
    """The least number of people: "more than 30" are 31 at least, which a lower bound of 30 leaves to the words."""
    is_above = text[quantity.start : quantity.end].lower().startswith(("more than", "over "))
    return (quantity.low or quantity.value or 0) + is_above


def main() -> None:
    try:
        releases = read_releases(Path(os.environ.get("STEMMA_DATA", "../shared/data-unpacked")))
    except OSError as error:
        print(f"isaf_press_releases: absent ({error}); not measured")
        return
    digest = hashlib.sha256(repr(releases).encode()).hexdigest()[:10]
    print(f"isaf_press_releases: {len(releases)} releases, digest {digest}")
    answers = [(coded, least_counts(text)) for text, coded in releases]
    for field in EVENTS:
        counted = [(coded[field], found[field]) for coded, found in answers if coded[field] > 1]
        answered = [pair for pair in counted if pair[1] > 0]
        exact = sum(gold == found for gold, found in counted)
        false = sum(found[field] > 1 for coded, found in answers if coded[field] == 0)
        none = sum(coded[field] == 0 for coded, _ in answers)
        print(
            f"{field}: of {len(counted)} coded above one, answered {len(answered)}, exact {exact} "
            f"({exact / len(counted):.3f}; {exact / max(1, len(answered)):.3f} of the answered); "
            f"of {none} coded none, {false} given more than one"
        )
        print(f"= quantities {field} exact, isaf: {exact / max(1, len(counted)):.3f}")
        print(f"= quantities {field} exact of the answered, isaf: {exact / max(1, len(answered)):.3f}")


if __name__ == "__main__":
    main()
