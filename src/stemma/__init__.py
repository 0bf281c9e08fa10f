"""Stemma reads many news reports of one event and says what is known.

>>> import stemma
>>> dossier = stemma.read("reports/")          # doctest: +SKIP
>>> dossier.stories[0].claims[0].independent    # doctest: +SKIP
Independence(least=2, most=3, why=(...))
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from os import PathLike

    from stemma.config import Config
    from stemma.pipeline import Dossier

__all__ = ["read"]


def read(*inputs: "str | PathLike[str]", config: "Config | None" = None) -> "Dossier":
    """The dossier of files, folders, archives, feeds and addresses, as ``stemma dossier`` makes it.

    Raises:
        stemma.errors.StemmaError: the call was wrong or the world failed; bad input is in ``dossier.problems``.
    """
    from os import fspath

    from stemma.adapters.clock import generation_time
    from stemma.adapters.engines import LocalEngine
    from stemma.adapters.fetch import fetch
    from stemma.config import Config
    from stemma.pipeline import Workshop, build_dossier

    settings = config or Config()
    captured = fetch([fspath(given) for given in inputs], config=settings.fetch)
    return build_dossier(captured, config=settings, workshop=Workshop(engine=LocalEngine()), generated_at=generation_time())
