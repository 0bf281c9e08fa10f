"""Which of a claim's statements speaks for it: the one that reads best alone."""

import re
from collections.abc import Sequence

from stemma.language.lexicon import Lexicons
from stemma.language.openings import leans_on_context
from stemma.stages.corroborate.comparing.agreement import compare
from stemma.stages.corroborate.comparing.reading import Reading

BEST_LENGTH = (50, 220)
COMPARED = 8
"""So many wordings that read as well are held against as many of the claim's fullest."""


def list_spoken(group: Sequence[Reading], cores: Sequence[Sequence[Reading]], best: int | None) -> Sequence[Reading]:
    """The statements that may word a claim: those of the core that shows two witnesses to be independent (the place ``best``), else of the
    largest that several reports share, so that it says what they say and not what one of them adds; else all of its group."""
    if best is not None:
        return cores[best]
    return next((core for core in cores if len({reading.statement.report for reading in core}) > 1), group)


def choose_speaker(readings: Sequence[Reading], lexicons: Lexicons) -> Reading:
    """The statement that names who it is about, has its time, stands on its own and is neither clipped nor long. Of several the one that
    agrees most with the others, so that it adds little of its own, then the first by report and position."""
    wordings: dict[str, Reading] = {}
    for reading in sorted(readings, key=lambda reading: (reading.statement.report, reading.statement.start)):
        wordings.setdefault(" ".join(reading.statement.text.split()), reading)
    rated = {text: _readability(reading, lexicons) for text, reading in wordings.items()}
    best = [reading for text, reading in wordings.items() if rated[text] == max(rated.values())]
    if len(best) == 1:
        return best[0]
    fullest = sorted(wordings.values(), key=lambda reading: (-reading.weight, reading.statement.id))[:COMPARED]
    agreed = [round(sum([compare(reading, other) for other in fullest if other is not reading]), 6) for reading in best[:COMPARED]]
    return best[agreed.index(max(agreed))]


def _readability(reading: Reading, lexicons: Lexicons) -> float:
    text = " ".join(reading.statement.text.split())
    score = 0.0
    score += 2.0 * bool(text[:1].isupper() or text[:1].isdigit() or text[:1] in "“\"'‘")
    score -= 2.5 * leans_on_context(text, lexicons)
    score += 1.5 * bool(reading.entities)
    score += 0.8 * bool(reading.moments)
    score += 1.0 * (BEST_LENGTH[0] <= len(text) <= BEST_LENGTH[1])
    score -= 0.004 * max(0, len(text) - BEST_LENGTH[1])
    score -= 1.0 * (len(text.split()) < 5)
    score -= 0.7 * reading.is_caption
    score -= 1.5 * bool(re.search(r"[^.!?”\"'’)\]]$", text) and len(text) < BEST_LENGTH[0])
    return round(score, 6)
