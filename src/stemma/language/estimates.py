"""Words of estimative probability (Kent, "Words of Estimative Probability", 1964; ICD 203, "Analytic Standards", 2015): how sure
somebody is, as a span of probabilities."""

import re
from dataclasses import dataclass
from functools import lru_cache

from stemma.language.inflection import lemmas
from stemma.language.lexicon import Lexicons

_DENIED = re.compile(r"\b(?:not|n't|n’t|never|no longer|hardly|nor)\s+(?:\w+\s+)?$", re.IGNORECASE)
_BE = re.compile(r"\b(?:is|are|was|were|be|been|being|'s|’s|'re|’re)\s+(?:(?!(?:the|an?|its|his|her|their)\b)\w+\s+){0,2}$", re.IGNORECASE)
_SUPPOSED = re.compile(r"\b(?:if|to be)\b", re.IGNORECASE)
_HEDGES = frozenset({"may", "might", "could"})
_NO_FORECAST = re.compile(
    r"\s+(?:(?:not|also|well|even|still)\s+)?(?:be\s+)?(?:see|seen|hear|heard|feel|felt|tell|spot|spotted|smell|smelt|find|found|help|note|say"
    r"|want|wish|like|use|contain|opt|choose|be liable|call|reach|reached|stay|spend|enter|apply|claim|of|to)\b",
    re.IGNORECASE,
)
_COULD_NOT = re.compile(r"\s*(?:not|n['’]t)\b")
_MAY_MONTH = re.compile(r"\s+\d|\s*,?\s+(?:19|20)\d\d")
_PERMITTED = re.compile(r"\b(?:you|we|I|members|readers|visitors|users|subscribers|editors|clients)\s+(?:\w+\s+)?$", re.IGNORECASE)
_MOST_MODIFIED = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Estimate:
    """Words at ``start:end`` of the text that was read and the probabilities (0..1) that they stand for, bounds included."""

    start: int
    end: int
    low: float
    high: float


def find_estimate(text: str, *, lexicons: Lexicons) -> Estimate | None:
    """The first words in a clause that tell how sure it is, the longest where several begin there; "not likely" stands for the opposite
    of "likely". Permissions, abilities and the month of May are none. Linear in the length of the text.

    >>> from stemma.adapters.models.lexicons import load_lexicons
    >>> found = find_estimate("The port is not likely to open.", lexicons=load_lexicons())
    >>> found and (found.low, found.high)
    (0.2, 0.45)
    """
    pattern, bounds = _clause_words(lexicons)
    for match in pattern.finditer(text):
        word = match[0].lower()
        before, after = text[max(0, match.start() - 40) : match.start()], text[match.end() : match.end() + 40]
        low, high, role = bounds[" ".join(word.split())]
        if (role == "passive" and not _is_foreseen(before)) or (word in _HEDGES and _is_no_forecast(match[0], before, after)):
            continue
        denied = _DENIED.search(before)
        if denied and word not in _HEDGES:
            return Estimate(start=match.start() - len(denied[0]), end=match.end(), low=round(1 - high, 2), high=round(1 - low, 2))
        return Estimate(start=match.start(), end=match.end(), low=low, high=high)
    return None


def estimate_of_verb(cue: str, *, lexicons: Lexicons) -> tuple[float, float] | None:
    """The probabilities that a verb of expectation gives to what follows it ("predicted", "doubts"); None for any other cue."""
    words = cue.lower().split()[:_MOST_MODIFIED]
    table = _verbs(lexicons)
    found = next((table[lemma] for word in words for lemma in lemmas(word, lexicons=lexicons) if lemma in table), None)
    if found and {"not", "n't", "n’t", "never"} & set(words):
        return round(1 - found[1], 2), round(1 - found[0], 2)
    return found


def _is_foreseen(before: str) -> bool:
    """Whether a participle behind these words is a passive that judges ("is widely expected"), not "if he is to be believed"."""
    return _BE.search(before) is not None and _SUPPOSED.search(before) is None


def _is_no_forecast(word: str, before: str, after: str) -> bool:
    """Whether a hedging auxiliary tells of leave, ability or a month instead of a chance."""
    if _PERMITTED.search(before) or _NO_FORECAST.match(after):
        return True
    if word == "May":
        return bool(_MAY_MONTH.match(after)) or bool(before.strip())
    return word == "could" and bool(_COULD_NOT.match(after))


@lru_cache(maxsize=8)
def _clause_words(lexicons: Lexicons) -> tuple[re.Pattern[str], dict[str, tuple[float, float, str]]]:
    rows = [row for row in lexicons.rows("estimative_words") if row[1] in {"clause", "passive"}]
    bounds = {row[0]: (int(row[2]) / 100, int(row[3]) / 100, row[1]) for row in reversed(rows)}
    longest_first = sorted(bounds, key=lambda words: (-len(words), words))
    body = "|".join(re.escape(words).replace(r"\ ", r"\s+") for words in longest_first)
    return re.compile(rf"(?<![\w-])(?:{body})(?![\w-])", re.IGNORECASE), bounds


@lru_cache(maxsize=8)
def _verbs(lexicons: Lexicons) -> dict[str, tuple[float, float]]:
    return {row[0]: (int(row[2]) / 100, int(row[3]) / 100) for row in lexicons.rows("estimative_words") if row[1] == "verb"}
