"""Lexicons: word lists and tables kept as data files, parsed here, loaded by ``adapters.models`` and handed to the stages.

A lexicon file is UTF-8 text under ``language/data``: a header of lines that start with ``#`` and say what the file
holds, then one entry a line, its columns separated by tabs. Blank lines are ignored.
"""

from collections.abc import Mapping
from dataclasses import dataclass

Row = tuple[str, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Lexicons:
    """All lexicons by file name without ending. Compared and hashed by identity, so that whatever is compiled from them
    can be cached."""

    tables: Mapping[str, tuple[Row, ...]]

    def rows(self, name: str) -> tuple[Row, ...]:
        """The entries of one lexicon in file order, each a tuple of its columns.

        Raises:
            KeyError: no lexicon has this name.
        """
        return self.tables[name]

    def words(self, name: str) -> tuple[str, ...]:
        """The first column of one lexicon."""
        return tuple(row[0] for row in self.tables[name])


def parse_lexicon(text: str) -> tuple[Row, ...]:
    """The entries of a lexicon file.

    >>> parse_lexicon("# colours\\nred\\t#f00\\n\\nblue\\t#00f\\n")
    (('red', '#f00'), ('blue', '#00f'))
    """
    lines = (line.rstrip("\r\n") for line in text.split("\n"))
    return tuple(tuple(column.strip() for column in line.split("\t")) for line in lines if line.strip() and not line.startswith("#"))
