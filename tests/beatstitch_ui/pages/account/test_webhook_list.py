"""Webhooks are added, tried and deleted on the account page."""

from nicegui.testing import User

from core.store.models import Webhook, WebhookDelivery
from tests.beatstitch_ui.stories import fill_in, press, until


def held(studio_data, table) -> list:
    with studio_data.reading() as session:
        return session.query(table).all()


def test_a_webhook_is_added_tried_and_deleted(play, studio_data):
    async def story(user: User) -> None:
        await user.open("/account")
        await user.should_see("Add a webhook")
        fill_in(user, "Address", "ftp://home/")
        press(user, "Add a webhook")
        await user.should_see("ftp://home/ can't be used")
        fill_in(user, "Address", "http://home.example/hook")
        press(user, "Add a webhook")
        await user.should_see("Its secret, shown this once: whsec_")
        await user.should_see("nothing sent yet")
        press(user, "Send a test")
        await until(lambda: held(studio_data, WebhookDelivery))
        await user.should_see("test, waiting")
        (hook,) = held(studio_data, Webhook)
        assert hook.url == "http://home.example/hook"
        press(user, "Delete")
        await until(lambda: not held(studio_data, Webhook))

    play(story)
