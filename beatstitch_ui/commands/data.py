"""How a command opens the data folder of the settings."""

import logging

from core.errors import NoDataError
from core.installation.current import Installation, installation
from core.installation.identity import open_installation
from core.logs import log_to
from core.settings import settings


def open_data(*, begin: bool = True) -> Installation:
    """Return the data folder, checked and up to date.

    Raises NoDataError when there is none and the command is not one to `begin` with; else what
    `open_installation` raises.
    """
    log_to(ours_from=logging.WARNING)  # a person who runs a command knows what they do
    opened = installation()
    if not begin and not opened.layout.database.exists() and not any(opened.layout.root.glob("*")):
        raise NoDataError(folder=str(settings().root))
    open_installation(opened)
    return opened
