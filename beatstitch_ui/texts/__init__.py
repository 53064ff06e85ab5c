"""What the pages say, by page; sentences about failures live in core/errors."""

from beatstitch_ui.languages.words import translate_when_read
from beatstitch_ui.texts import (
    accounts,
    admin,
    amounts,
    edit,
    imports,
    left_out,
    media,
    music,
    projects,
    render,
    settings,
    sharing,
    shell,
    timeline,
    uploads,
)
from beatstitch_ui.texts.help import guide, keys

__all__ = [
    "accounts",
    "admin",
    "amounts",
    "edit",
    "guide",
    "imports",
    "keys",
    "left_out",
    "media",
    "music",
    "projects",
    "render",
    "settings",
    "sharing",
    "shell",
    "timeline",
    "uploads",
]

translate_when_read(*(globals()[name] for name in __all__))
