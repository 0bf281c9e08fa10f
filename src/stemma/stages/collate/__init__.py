"""The texts found under one address: the newest is the report, the others its older versions, with what changed between them."""

from stemma.stages.collate.stage import collate
from stemma.stages.collate.versions import Collation, TextChange, Version

__all__ = ["Collation", "TextChange", "Version", "collate"]
