"""The whole job against resistance: on a slow line, and on a server that dies twice on the way."""

import os
import signal

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import free_port, served
from tests.browser.test_whole_job import (
    PATIENCE_MS,
    assert_cuts_on_beats,
    photo,
    render,
    set_up,
    song,
    upload,
)

LINE_BYTES_PER_S = 1_000_000 // 8
SLOW = {
    "offline": False,
    "latency": 300,
    "downloadThroughput": LINE_BYTES_PER_S,
    "uploadThroughput": LINE_BYTES_PER_S,
}

pytestmark = [pytest.mark.slow, pytest.mark.timeout(900)]


def drop_everything(page: Page) -> None:
    """Choose photos, the song and a stray text in the dialog of a new project; nothing else is asked."""
    page.get_by_role("button", name="New project").click()
    page.get_by_role("textbox", name="Name").fill("Summer in Norway")
    files = [upload(f"photo {n:02}.jpg", "image/jpeg", photo(n)) for n in range(12)]
    files += [upload("song.wav", "audio/wav", song()), upload("notes.txt", "text/plain", b"no photo at all")]
    page.locator("dialog[open] input[type=file]").first.set_input_files(files)


def wait_for_the_film(page: Page) -> None:
    page.wait_for_url("**/edit", timeout=PATIENCE_MS)
    page.wait_for_selector(".bs-timeline[aria-busy=false]", timeout=PATIENCE_MS)
    told = page.get_by_text("notes.txt is not a photo, clip or song that BeatStitch can read.")
    expect(told).to_be_visible()  # in the note of what the film leaves out


def make_cuts_plain(page: Page) -> None:
    """Let the film change brightness on its cuts and nowhere else, so that they can be measured."""
    page.get_by_role("button", name="Settings", exact=True).click()
    page.get_by_label("Move over photos").uncheck()
    expect(page.get_by_role("button", name="Undo: Move over photos")).to_be_enabled()
    page.get_by_label("Pictures", exact=True).select_option("cover")
    expect(page.get_by_role("button", name="Undo: Pictures")).to_be_enabled()


def test_the_whole_job_on_a_slow_line(studio, visitor, tmp_path):
    page = visitor.open(f"{studio.url}/login")
    set_up(page, studio.way_in, lambda _: None)
    line = page.context.new_cdp_session(page)
    line.send("Network.enable")
    line.send("Network.emulateNetworkConditions", SLOW)
    drop_everything(page)
    wait_for_the_film(page)
    make_cuts_plain(page)
    page.get_by_role("link", name="Next: your video").click()
    assert_cuts_on_beats(render(page, "Make the video", "Final video", tmp_path), studio.data, 30)
    visitor.forgive("401", "422")


def test_the_whole_job_across_two_deaths_of_the_server(visitor, tmp_path):
    port, data = free_port(), tmp_path / "data"
    with served(data, port) as (studio, process):
        page = visitor.open(f"{studio.url}/login")
        set_up(page, studio.way_in, lambda _: None)
        drop_everything(page)
        page.wait_for_url("**/edit", timeout=PATIENCE_MS)
        os.killpg(process.pid, signal.SIGKILL)  # while the files are being prepared
    with served(data, port) as (studio, process):
        wait_for_the_film(page)
        make_cuts_plain(page)
        page.get_by_role("link", name="Next: your video").click()
        page.get_by_role("button", name="Make the video").click()
        expect(page.locator(".bs-render")).to_have_count(1)
        os.killpg(process.pid, signal.SIGKILL)  # while the video is being made
    with served(data, port):
        link = page.locator(".bs-render").get_by_role("link", name="Download")
        expect(link).to_be_visible(timeout=PATIENCE_MS)
        with page.expect_download() as download:
            link.click()
        download.value.save_as(tmp_path / "film.mp4")
        page.close()
    assert_cuts_on_beats(tmp_path / "film.mp4", data, 30)
    visitor.forgive_all()  # a server that is away is in the console
