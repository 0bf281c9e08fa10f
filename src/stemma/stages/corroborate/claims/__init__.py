"""Statements of several reports that say the same become one claim."""
