"""Loads the packaged lexicons."""

from functools import cache
from importlib.resources import files

from stemma.language.lexicon import Lexicons, parse_lexicon


@cache
def load_lexicons() -> Lexicons:
    """Every file ``stemma/language/data/*.tsv``, by name without ending."""
    folder = files("stemma.language") / "data"
    entries = sorted((entry for entry in folder.iterdir() if entry.name.endswith(".tsv")), key=lambda entry: entry.name)
    return Lexicons({entry.name.removesuffix(".tsv"): parse_lexicon(entry.read_text(encoding="utf-8")) for entry in entries})
