"""Temporal expressions in English news: found, normalised, and tied to the calendar."""

from stemma.language.times.find import find_times

__all__ = ["find_times"]
