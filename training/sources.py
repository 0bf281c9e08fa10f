"""Which data may be used, for what, under which licence. Nothing else is read: an unknown name is refused."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Source:
    """A data set. ``path`` is relative to the data folder; ``licence`` names annotation / text where they differ."""

    path: str
    licence: str
    credit: str


TRAIN = {
    "ewt": Source("treebanks/ewt", "CC BY-SA 4.0", "Universal Dependencies English Web Treebank (Silveira et al. 2014)"),
    "gum": Source(
        "treebanks/gum", "CC BY 4.0; texts CC BY, CC BY-SA or public domain", "Georgetown University Multilayer corpus (Zeldes 2017)"
    ),
    "redocred": Source("redocred", "MIT; texts of Wikipedia, CC BY-SA", "Re-DocRED (Tan et al. 2022), DocRED (Yao et al. 2019)"),
    "crossner": Source("crossner_politics/ner_data/politics", "MIT; texts of Wikipedia, CC BY-SA", "CrossNER, politics (Liu et al. 2021)"),
    "wikigold": Source("wikigold_wnut17_btc/data/wikigold/CONLL-format/data", "CC BY 4.0", "Wikigold (Balasuriya et al. 2009)"),
    "wnut": Source("wikigold_wnut17_btc/data/WNUT17/CONLL-format/data", "CC BY 4.0", "WNUT17 Emerging Entities (Derczynski et al. 2017)"),
    "uner": Source("uner_english/ewt", "CC BY-SA 4.0", "Universal NER, English EWT (Mayhew et al. 2024)"),
}
"""Read by ``convert.py`` into training and test parts."""

TEST = {
    "worldwide": Source("en_worldwide_newswire", "none stated", "English Worldwide Newswire (Shan et al. 2023)"),
    "pud": Source("treebanks/pud", "CC BY-SA 3.0", "Universal Dependencies English PUD (Zeman et al. 2017)"),
    "unerpud": Source("uner_english/pud", "CC BY-SA 3.0", "Universal NER, English PUD (Mayhew et al. 2024)"),
    "stsb": Source("msrp_stsb/data/stsbenchmark", "mixed, see its LICENSE", "STS benchmark (Cer et al. 2017)"),
}
"""Read by ``evaluate.py`` alone; nothing of them reaches the weights."""

GUM_FOLDERS = ("train", "dev", "test")
"""The other folders (``*_nc``) hold texts under non-commercial licences."""

GUM_UNSTATED = ("conversation", "vlog", "reddit")
"""Genres of GUM whose texts come without a licence that allows sharing."""


def locate(data: Path, name: str, *, training: bool) -> Path:
    """The folder of a data set.

    Raises:
        ValueError: it is not on the list for this use.
    """
    allowed = TRAIN if training else TRAIN | TEST
    if name not in allowed:
        raise ValueError(f"{name!r} may not be used for {'training' if training else 'testing'}; allowed: {', '.join(allowed)}")
    return data / allowed[name].path
