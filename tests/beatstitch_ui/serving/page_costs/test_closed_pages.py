"""What a closed page took is free at once, not when the garbage collector comes by."""

import asyncio
import gc
import weakref
from collections.abc import Iterator

import pytest
from nicegui import Client, app, ui
from nicegui.app.app import prune_tab_storage
from nicegui.testing import User

from beatstitch_ui.serving.page_costs.closed_pages import FEWEST_CLOSED, ClosedPages, forget_tabs, untie


@pytest.fixture
def nobody_collects() -> Iterator[None]:
    gc.disable()
    yield
    gc.enable()


@pytest.mark.usefixtures("nobody_collects")
def test_what_dresses_the_elements_of_a_closed_page_is_free_without_a_search_for_garbage(play) -> None:
    async def story(user: User) -> None:
        await user.open("/")
        page = user.client
        assert page is not None
        with page:
            label = ui.label("last seen").classes("shown")
        held = [weakref.ref(part) for part in (label.classes, label.style, label.props)]
        untie(page)
        label.delete()
        del label
        assert [ref() for ref in held] == [None, None, None]

    play(story)


@pytest.mark.usefixtures("nobody_collects")
def test_of_a_closed_page_three_elements_in_four_are_free_without_a_search_for_garbage(play) -> None:
    async def story(user: User) -> None:
        before = set(Client.instances)
        assert (await user.http_client.get("/")).is_success
        (name,) = set(Client.instances) - before
        elements = [weakref.ref(element) for element in Client.instances[name].elements.values()]
        ClosedPages().let_go(Client.instances[name])
        Client.instances[name].delete()
        left = [element for ref in elements if (element := ref()) is not None]
        assert len(left) <= len(elements) / 4

    play(story)


def test_of_a_tab_nothing_is_kept(play) -> None:
    async def story(user: User) -> None:
        forget_tabs()
        await user.open("/")
        assert app.storage._tabs
        await prune_tab_storage()
        assert not app.storage._tabs

    play(story)


def test_memory_is_given_back_once_nobody_closes_pages_any_more() -> None:
    pages = ClosedPages()
    pages.closed = FEWEST_CLOSED
    asyncio.run(pages.give_back())
    assert pages.closed == FEWEST_CLOSED
    asyncio.run(pages.give_back())
    assert pages.closed == 0
