"""Pages of buttons that count how often each act was done; one has the list of an edit's steps over them."""

from collections import Counter
from functools import partial

from beatstitch_ui.components.edit.history_bar import HistoryBar
from beatstitch_ui.shell.elements import Box, Text, button
from beatstitch_ui.shell.frame import SpokenPage
from beatstitch_ui.shell.shell import PageLocation, shell


def button_page() -> None:
    """Register the page."""

    @SpokenPage("/h/buttons")
    def _page() -> None:
        presses = Counter[str]()
        with shell(PageLocation("Buttons"), user_name="ada"):
            seen = Text("output", "")

            def count(name: str) -> None:
                presses[name] += 1
                seen.text = str(dict(presses))

            button("Make a link", partial(count, "links"), makes_something=True)
            button("One step", partial(count, "steps"))


STEPS = [
    {"number": number, "name": f"Step {number}", "made_at": "2026-07-04T12:00:00+00:00", "ahead": False}
    for number in (2, 1)
]


def history_page() -> None:
    """Register the page with the list of steps."""

    @SpokenPage("/h/history")
    def _page() -> None:
        with shell(PageLocation("Steps"), user_name="ada"):
            with Box("div", "bs-head"):
                bar = HistoryBar(
                    data_url="/fake/edit",
                    on_travel=print,
                    on_list=lambda: bar.show_steps(STEPS),
                    on_go=lambda number: _tell(seen, f"went to {number}"),
                )
                bar.show(2, "", "")
            seen = Text("output", "")
            button("Below", lambda: _tell(seen, "pressed below"))


def _tell(seen: Text, what: str) -> None:
    seen.text = what
