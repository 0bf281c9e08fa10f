"""``python -m stemma`` is the ``stemma`` command."""

from stemma.views.cli.main import run

run()
