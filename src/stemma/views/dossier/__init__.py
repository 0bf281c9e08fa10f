"""The dossier: one self-contained page and its JSON."""

from stemma.views.dossier.json import to_json, to_plain
from stemma.views.dossier.render import page

__all__ = ["page", "to_json", "to_plain"]
