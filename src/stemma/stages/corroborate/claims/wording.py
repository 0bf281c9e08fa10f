"""Which of a claim's statements speaks for it: the one that reads best alone."""

import re
from collections.abc import Sequence

from stemma.language.lexicon import Lexicons
from stemma.language.openings import leans_on_context
from stemma.stages.corroborate.comparing.reading import Reading

BEST_LENGTH = (50, 220)


def choose_speaker(readings: Sequence[Reading], lexicons: Lexicons) -> Reading:
    """The statement that names who it is about, has its time, stands on its own and is neither clipped nor long. Ties go to the
    first by report and position."""
    return min(readings, key=lambda reading: (-_readability(reading, lexicons), reading.statement.report, reading.statement.start))


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
