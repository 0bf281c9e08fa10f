"""Exceptions are for a wrong call or a failing world; bad input is a ``Problem``.

StemmaError
├── UsageError      the call was wrong: no such option, bad configuration     (exit code 2)
└── WorldError      disk, network or installation failed                      (exit code 1)
"""


class StemmaError(Exception):
    """Base of all; its text is one line meant for the user."""


class UsageError(StemmaError):
    """The call or the configuration is wrong."""


class WorldError(StemmaError):
    """Disk, network or the installation failed."""
