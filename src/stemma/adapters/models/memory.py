"""A language model that reads no paragraph twice: of online news a third to two thirds is copied."""

from collections import OrderedDict
from collections.abc import Sequence
from threading import Lock

from stemma.language.model import LanguageModel
from stemma.records import Sentence

MOST_CHARACTERS = 3_000_000
"""Of paragraphs remembered, about 450 articles: some 100 MB of sentences in each process."""
_SENTENCE = 20  # characters that a sentence's vector and record weigh as much as


class RememberingModel:
    """Reads with another model, and remembers what it read by the paragraph's exact text; the least recently asked for is
    forgotten first. Since a model's reading depends on the paragraph alone, nothing of the result shows what was remembered.
    Threads may share it."""

    def __init__(self, model: LanguageModel, most_characters: int = MOST_CHARACTERS) -> None:
        self._model = model
        self._most = most_characters
        self._seen: OrderedDict[str, tuple[Sentence, ...]] = OrderedDict()
        self._characters = 0
        self._lock = Lock()

    @property
    def name(self) -> str:
        """That of the model that reads."""
        return self._model.name

    def read(self, paragraphs: Sequence[str]) -> list[tuple[Sentence, ...]]:
        """The sentences of each paragraph, as the model reads them; those met before, here or earlier, are not read again."""
        known = {paragraph: found for paragraph in dict.fromkeys(paragraphs) if (found := self._recall(paragraph)) is not None}
        new = [paragraph for paragraph in dict.fromkeys(paragraphs) if paragraph not in known]
        for paragraph, sentences in zip(new, self._model.read(new), strict=True):
            known[paragraph] = sentences
            self._remember(paragraph, sentences)
        return [known[paragraph] for paragraph in paragraphs]

    def _recall(self, paragraph: str) -> tuple[Sentence, ...] | None:
        with self._lock:
            found = self._seen.get(paragraph)
            if found is not None:
                self._seen.move_to_end(paragraph)
            return found

    def _remember(self, paragraph: str, sentences: tuple[Sentence, ...]) -> None:
        with self._lock:
            if paragraph in self._seen:
                return
            self._seen[paragraph] = sentences
            self._characters += _weigh(paragraph, sentences)
            while self._characters > self._most:
                self._characters -= _weigh(*self._seen.popitem(last=False))


def _weigh(paragraph: str, sentences: tuple[Sentence, ...]) -> int:
    return len(paragraph) + _SENTENCE * (1 + len(sentences))
