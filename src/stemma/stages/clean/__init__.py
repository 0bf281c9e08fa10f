"""A page becomes a report: its text whole, its blocks labelled, its date, outlet, bylines and disclosures read."""

from stemma.stages.clean.reports import clean

__all__ = ["clean"]
