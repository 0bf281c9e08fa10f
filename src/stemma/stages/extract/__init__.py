"""Stage extract: from what each report of a story says to entities, quotes and statements."""

from stemma.stages.extract.callings import call_entities
from stemma.stages.extract.extract import extract

__all__ = ["call_entities", "extract"]
