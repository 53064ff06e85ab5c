"""An upload outlives what happens to the page and to the server, and goes on where it broke off."""

import io
import os
import signal
from contextlib import AbstractContextManager

import numpy as np
import pytest
from PIL import Image
from playwright.sync_api import Page, Request, expect

from tests.browser.conftest import free_port, served
from tests.browser.test_whole_job import PATIENCE_MS, go, new_project, set_up, upload

SIZE = (1600, 1200)
KEPT = """() => new Promise((resolve) => {
  const request = indexedDB.open("bs-uploads");
  request.onsuccess = () => {
    const kept = request.result.transaction("uploads").objectStore("uploads").getAll();
    kept.onsuccess = () => resolve(kept.result.length === 1 && Boolean(kept.result[0].file));
    request.result.close();
  };
})"""
SLOWLY = {"offline": False, "latency": 0, "downloadThroughput": -1, "uploadThroughput": 700_000}


@pytest.fixture(scope="module")
def noise() -> bytes:
    """Return a picture of some megabytes, which takes its time on a slow line."""
    out = io.BytesIO()
    pixels = np.random.default_rng(1).integers(0, 256, (*SIZE[::-1], 3), np.uint8)
    Image.fromarray(pixels).save(out, "PNG", compress_level=0)
    return out.getvalue()


def slow_down(page: Page) -> None:
    """Send no faster than a slow line does."""
    session = page.context.new_cdp_session(page)
    session.send("Network.enable")
    session.send("Network.emulateNetworkConditions", SLOWLY)


def offsets(page: Page) -> list[int]:
    """Return, once they are sent, where the requests that carry the file began."""
    found: list[int] = []

    def note(request: Request) -> None:
        if request.method == "PUT":
            found.append(int(request.headers["upload-offset"]))

    page.on("request", note)
    return found


def sends(page: Page) -> AbstractContextManager[object]:
    """Wait at the end of the block until the page has begun to send the file, or the rest of it."""
    return page.expect_request(lambda request: request.method == "PUT", timeout=PATIENCE_MS)


def begin(page: Page, noise: bytes) -> None:
    """Send the picture until a good part of it is through, and the browser has kept it."""
    page.locator("input[type=file]").first.set_input_files([upload("large.png", "image/png", noise)])
    page.wait_for_function(
        "document.querySelector('.bs-upload progress')?.value > 2_000_000", timeout=PATIENCE_MS
    )
    page.wait_for_function(KEPT, timeout=PATIENCE_MS)


def test_an_upload_goes_on_where_it_broke_off_after_a_killed_server_is_back(visitor, noise, tmp_path):
    port = free_port()
    with served(tmp_path, port) as (studio, process):
        page = visitor.open(f"{studio.url}/login")
        set_up(page, studio.way_in, lambda _: None)
        new_project(page, lambda _: None)
        slow_down(page)
        begin(page, noise)
        os.killpg(process.pid, signal.SIGKILL)
        expect(page.locator(".bs-upload__state")).to_have_text("waiting for the connection")
        expect(page.locator(".bs-uploads__total")).to_have_text("Uploading 0 of 1Cancel all")  # at no speed
    began = offsets(page)
    with served(tmp_path, port):
        expect(page.locator(".bs-cell img")).to_have_count(1, timeout=PATIENCE_MS)
        page.close()
    assert began[-1] > 1_000_000
    visitor.forgive_all()  # a server that is away is in the console


def test_an_upload_goes_on_in_a_page_that_is_left_and_loaded_again(studio, visitor, noise):
    page = visitor.open(f"{studio.url}/login")
    set_up(page, studio.way_in, lambda _: None)
    new_project(page, lambda _: None)
    slow_down(page)
    began = offsets(page)
    begin(page, noise)
    with sends(page):
        go(page, "Music")
    expect(page.get_by_text("Uploading 0 of 1")).to_be_visible()
    with sends(page):
        page.reload()
    expect(page.get_by_text("Uploading 0 of 1")).to_be_visible()
    with sends(page):
        go(page, "Media")
    expect(page.locator(".bs-cell img")).to_have_count(1, timeout=PATIENCE_MS)
    assert began == sorted(began)
    assert began[0] == 0
    assert began[1] > 1_000_000
    visitor.forgive("401", "422")
