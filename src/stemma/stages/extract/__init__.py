"""Extraction: what the reports of one story say."""

from stemma.stages.extract.extract import extract

__all__ = ["extract"]
