"""The language of the article, not of the furniture round it."""

from collections.abc import Sequence

from stemma.language.lexicon import Lexicons
from stemma.stages.clean.function_words import compile_function_words, count_by_language, words_of

_CLEAR_SHARE = 0.18
_CLEAR_LEAD = 2.0
_FEWEST_WORDS = 25
_MOST_LINES, _COUNTED_AT_ONCE = 12, 255
_SAMPLE_CHARS = 3_000
UNDETERMINED = "und"


def detect_language(paragraphs: Sequence[str], lexicons: Lexicons) -> str:
    """ISO 639-1 code of the language of the given lines; ``und`` where there is no text.

    Function words decide where one language has many and clearly the most; otherwise py3langid (a naive Bayes model over
    byte n-grams, after Lui and Baldwin 2012).
    """
    if not any(char.isalpha() for paragraph in paragraphs for char in paragraph):
        return UNDETERMINED
    return _by_function_words(paragraphs, lexicons) or _by_model(" ".join(paragraphs)[:_SAMPLE_CHARS])


def _by_function_words(paragraphs: Sequence[str], lexicons: Lexicons) -> str | None:
    known = compile_function_words(lexicons)
    words = [word for paragraph in paragraphs[:_MOST_LINES] for word in words_of(paragraph)]
    if len(words) < _FEWEST_WORDS:
        return None
    counted = [count_by_language(words[start : start + _COUNTED_AT_ONCE], known) for start in range(0, len(words), _COUNTED_AT_ONCE)]
    counts = [sum(count) for count in zip(*counted, strict=True)]
    first, second = sorted(counts, reverse=True)[:2]
    is_clear = first / len(words) > _CLEAR_SHARE and first > second * _CLEAR_LEAD
    return known.languages[counts.index(first)] if is_clear else None


def _by_model(text: str) -> str:
    import py3langid

    language, _ = py3langid.classify(text)
    return str(language)
