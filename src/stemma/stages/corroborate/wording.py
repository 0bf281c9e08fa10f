"""Which of a claim's statements speaks for it: the one that reads best alone."""

import re
from collections.abc import Sequence

from stemma.stages.corroborate.reading import Reading

_DEPENDENT = re.compile(
    r"(?:he|she|it|they|this|that|these|those|which|who|whom|whose|where|when|while|there|his|her|its|their|and|but|or|as|also|however|meanwhile"
    r"|because|if|although|after which|in which|to|the (?:two|trip|visit|move|announcement|latter|former))\b",
    re.IGNORECASE,
)
BEST_LENGTH = (50, 220)


def choose_speaker(readings: Sequence[Reading]) -> Reading:
    """The statement that names who it is about, has its time, stands on its own and is neither clipped nor long. Ties go to the
    first by report and position."""
    return min(readings, key=lambda reading: (-_readability(reading), reading.statement.report, reading.statement.start))


def _readability(reading: Reading) -> float:
    text = " ".join(reading.statement.text.split())
    score = 0.0
    score += 2.0 * bool(text[:1].isupper() or text[:1].isdigit() or text[:1] in "“\"'‘")
    score -= 2.5 * bool(_DEPENDENT.match(text))
    score += 1.5 * bool(reading.entities)
    score += 0.8 * bool(reading.moments)
    score += 1.0 * (BEST_LENGTH[0] <= len(text) <= BEST_LENGTH[1])
    score -= 0.004 * max(0, len(text) - BEST_LENGTH[1])
    score -= 1.0 * (len(text.split()) < 5)
    score -= 0.7 * reading.is_caption
    score -= 1.5 * bool(re.search(r"[^.!?”\"'’)\]]$", text) and len(text) < BEST_LENGTH[0])
    return round(score, 6)
