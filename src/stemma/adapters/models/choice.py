"""Which language model reads: the packaged one, or a pipeline of the user's."""

from functools import cache

from stemma.adapters.models import english
from stemma.adapters.models.memory import RememberingModel
from stemma.errors import UsageError
from stemma.language.model import LanguageModel

ENGLISH = "english"
_SPACY = "spacy:"


@cache
def load_model(name: str = ENGLISH) -> LanguageModel:
    """The model of that name, loaded once a process: ``english``, or ``spacy:`` with the name or folder of a spaCy pipeline.

    Raises:
        UsageError: there is none, or what it needs is not installed.
    """
    if name == ENGLISH:
        return RememberingModel(english.load_model())
    if name.startswith(_SPACY):
        from stemma.adapters.models.spacy_pipeline import load_pipeline

        return RememberingModel(load_pipeline(name.removeprefix(_SPACY)))
    raise UsageError(f"no language model {name!r}; there are: {ENGLISH}, {_SPACY}NAME_OR_FOLDER")
