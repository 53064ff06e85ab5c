"""What a closed page took is free at once, not when the garbage collector comes by."""

import gc
import weakref

from nicegui import ui
from nicegui.testing import User

from beatstitch_ui.serving.closed_pages import untie


def test_what_dresses_the_elements_of_a_closed_page_is_free_without_a_search_for_garbage(play) -> None:
    async def story(user: User) -> None:
        await user.open("/")
        page = user.client
        assert page is not None
        with page:
            label = ui.label("last seen").classes("shown")
        held = [weakref.ref(part) for part in (label.classes, label.style, label.props)]
        gc.disable()
        try:
            untie(page)
            label.delete()
            del label
            assert [ref() for ref in held] == [None, None, None]
        finally:
            gc.enable()

    play(story)
