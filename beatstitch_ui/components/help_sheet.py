"""The help sheet that `?` opens on every page: how things are done, what signs and words mean, all keys."""

from nicegui.element import Element

from beatstitch_ui import texts

HOME, EDIT = "projects", "edit"
SIGNS = {
    "roll-left": "roll_left",
    "roll-right": "roll_right",
    "move-left": "move_left",
    "move-right": "move_right",
    "swap": "swap",
    "split": "split",
    "merge": "merge",
    "copy": "duplicate",
    "lock": "lock",
    "trash": "delete",
    "flag": "marker",
    "shuffle": "shuffle",
}


class HelpSheet(Element, component="help_sheet.js"):
    """Listens for `?` and offers a button for those who do not know that."""

    def __init__(self, place: str | None = None) -> None:
        """Help first with the page that `texts.shell.PROJECT_PAGES` has under `place`, else with projects."""
        super().__init__()
        label = texts.shell.PROJECT_PAGES.get(place or "")
        buttons = texts.timeline.TIMELINE["buttons"]
        self.props["words"] = {
            "title": texts.guide.TITLE,
            "close": texts.shell.CLOSE,
            "how": texts.guide.HOW[place or HOME],
            "signs_title": texts.guide.SIGNS,
            "signs": [[sign, buttons[act]] for sign, act in SIGNS.items()] if place == EDIT else [],
            "words_title": texts.guide.WORDS,
            "words": texts.guide.MEANINGS.get(place or HOME, []),
            "keys_title": texts.guide.KEYS,
            "groups": sorted(texts.keys.GROUPS, key=lambda group: group["name"] != label),
        }
