"""Reads what the user names (files, folders, standard input) into captures."""

from stemma.adapters.fetch.inputs import fetch

__all__ = ["fetch"]
