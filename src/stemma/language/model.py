"""The one protocol through which any language model comes in."""

from collections.abc import Sequence
from typing import Protocol

from stemma.records import Sentence


class LanguageModel(Protocol):
    """Reads paragraphs of one language. Implementations live in ``adapters.models``."""

    @property
    def name(self) -> str:
        """Name and version, as recorded in the dossier's ``generator``."""
        ...

    def read(self, paragraphs: Sequence[str]) -> list[tuple[Sentence, ...]]:
        """The sentences of each paragraph, in order; offsets are code points of that paragraph.

        The result does not depend on how paragraphs are batched together.
        """
        ...
