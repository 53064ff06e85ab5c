"""Pages that are fetched and never shown do not fill the memory."""

from nicegui import Client
from nicegui.testing import User

from beatstitch_ui.serving.page_costs.unseen_pages import MOST_UNSEEN, PATIENCE_S, drop_unseen


async def fetched(user: User, number: int, *, old: bool) -> list[Client]:
    """Fetch the dashboard as a script does, and return its pages."""
    before = set(Client.instances)
    for _ in range(number):
        assert (await user.http_client.get("/")).is_success
    pages = [page for name, page in Client.instances.items() if name not in before]
    for page in pages:
        page.created -= PATIENCE_S * old
    return pages


def test_only_the_newest_of_many_pages_wait_for_their_browser(play) -> None:
    async def story(user: User) -> None:
        await user.open("/")
        shown = user.client
        assert shown is not None
        shown.created -= 10 * PATIENCE_S
        pages = await fetched(user, MOST_UNSEEN + 2, old=True)
        just_sent = await fetched(user, 1, old=False)
        drop_unseen()
        assert list(Client.instances.values()) == [shown, *pages[2:], *just_sent]

    play(story)
