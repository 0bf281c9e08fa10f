"""Fixtures that many tests share: the real language model and the real lexicons, loaded once."""

import pytest

from stemma.adapters.models import load_lexicons, load_model
from stemma.language.lexicon import Lexicons
from stemma.language.model import LanguageModel


@pytest.fixture(scope="session")
def lexicons() -> Lexicons:
    """The packaged lexicons."""
    return load_lexicons()


@pytest.fixture(scope="session")
def model() -> LanguageModel:
    """The packaged language model."""
    return load_model()
