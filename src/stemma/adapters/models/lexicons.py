"""Loads the packaged lexicons."""

from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files

from stemma.language.lexicon import Lexicons, Row, parse_lexicon


class _Tables(Mapping[str, tuple[Row, ...]]):
    """The files ``stemma/language/data/*.tsv`` by name without ending, each read when it is first asked for: the atlas is large."""

    def __init__(self) -> None:
        self._files = {entry.name.removesuffix(".tsv"): entry for entry in (files("stemma.language") / "data").iterdir()}
        self._names = sorted(name for name, entry in self._files.items() if entry.name.endswith(".tsv"))
        self._read: dict[str, tuple[Row, ...]] = {}

    def __getitem__(self, name: str) -> tuple[Row, ...]:
        if name not in self._read:
            self._read[name] = parse_lexicon(self._files[name].read_text(encoding="utf-8"))
        return self._read[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._names)

    def __len__(self) -> int:
        return len(self._names)


@cache
def load_lexicons() -> Lexicons:
    """Every file ``stemma/language/data/*.tsv``, by name without ending."""
    return Lexicons(_Tables())
