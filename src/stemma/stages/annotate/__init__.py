"""Annotation: what the sentences of one report hold."""

from stemma.stages.annotate.annotate import annotate, place_times

__all__ = ["annotate", "place_times"]
