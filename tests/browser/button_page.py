"""A page of buttons that counts how often each act was done."""

from collections import Counter
from functools import partial

from beatstitch_ui.shell.elements import Text, button
from beatstitch_ui.shell.frame import SpokenPage
from beatstitch_ui.shell.shell import Place, shell


def button_page() -> None:
    """Register the page."""

    @SpokenPage("/h/buttons")
    def _page() -> None:
        presses = Counter[str]()
        with shell(Place("Buttons"), user_name="ada"):
            seen = Text("output", "")

            def count(name: str) -> None:
                presses[name] += 1
                seen.text = str(dict(presses))

            button("Make a link", partial(count, "links"), makes_something=True)
            button("One step", partial(count, "steps"))
