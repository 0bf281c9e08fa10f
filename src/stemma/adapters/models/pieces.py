"""Word pieces: how the model's encoder spells words."""

from pathlib import Path

from tokenizers import Tokenizer

from stemma.language.tokens import plain

UNKNOWN, CLS, SEP = 100, 101, 102
_LONGEST_WORD = 64  # characters that are looked at
_MOST_PIECES = 12  # of one word
_MOST_CACHED = 100_000


class Pieces:
    """Spells words in the encoder's pieces (WordPiece, uncased), remembering the words it has seen."""

    def __init__(self, path: Path) -> None:
        self._tokenizer = Tokenizer.from_file(str(path))
        self._tokenizer.no_truncation()
        self._tokenizer.no_padding()
        self._seen: dict[str, tuple[int, ...]] = {}

    def spell(self, word: str) -> tuple[int, ...]:
        """The ids of a word's pieces, one at least; a very long word is cut."""
        ids = self._seen.get(word)
        if ids is None:
            word = word[:_LONGEST_WORD]
            ids = tuple(self.spell_text(plain(word))[:_MOST_PIECES]) or (UNKNOWN,)
            if len(self._seen) < _MOST_CACHED:
                self._seen[word] = ids
        return ids

    def spell_text(self, text: str) -> list[int]:
        """The ids of a whole text's pieces; lone surrogates count as question marks."""
        clean = text.encode("utf-8", "replace").decode("utf-8")
        return list(self._tokenizer.encode(clean, add_special_tokens=False).ids)
