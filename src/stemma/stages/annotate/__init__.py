"""Annotation: what the sentences of one report hold."""

from stemma.stages.annotate.annotate import annotate

__all__ = ["annotate"]
