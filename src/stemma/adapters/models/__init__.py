"""Loads what is packaged beside the code: lexicons and the language model."""

from stemma.adapters.models.choice import load_model
from stemma.adapters.models.lexicons import load_lexicons

__all__ = ["load_lexicons", "load_model"]
