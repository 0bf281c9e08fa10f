"""Reads what the user names (files, folders, archives, feeds, addresses, standard input) into captures."""

from stemma.adapters.fetch.inputs import fetch

__all__ = ["fetch"]
