"""The upload queue: drop, order, progress, refusals in words, retries."""

import pytest
from playwright.sync_api import expect

FILES = """(names) => {
  const transfer = new DataTransfer();
  for (const name of names) transfer.items.add(new File(["x".repeat(900)], name));
  return transfer;
}"""

SLOW_DISK = """() => {
  const estimate = navigator.storage.estimate.bind(navigator.storage);
  window.keptFiles = 0;
  navigator.storage.estimate = async () => {
    await new Promise((resolve) => setTimeout(resolve, 500));
    setTimeout(() => window.keptFiles++, 200);
    return estimate();
  };
}"""


@pytest.fixture
def uploads(visit):
    return visit("/h/uploads")


def drop(page, *names):
    transfer = page.evaluate_handle(FILES, list(names))
    page.dispatch_event("body", "dragenter", {"dataTransfer": transfer})
    page.dispatch_event("body", "drop", {"dataTransfer": transfer})


def test_files_dropped_anywhere_on_the_page_are_uploaded_in_their_order(uploads):
    positions = []
    uploads.on("request", lambda r: r.method == "PUT" and positions.append(r.url.split("position=")[1]))
    drop(uploads, "one.jpg", "two.jpg", "three.mp4", "four.jpg")
    uploads.wait_for_selector("text=4 added")
    assert len(positions) == 4
    assert positions == sorted(positions)


def test_a_refused_file_says_why_beside_its_name(visit):
    page = visit("/h/uploads")
    drop(page, "bad.txt", "good.jpg")
    line = page.locator(".bs-upload--refused")
    line.wait_for()
    expect(line).to_contain_text("bad.txt")
    expect(line.locator(".bs-upload__state")).to_have_text("is not a photo or clip that BeatStitch can read.")
    page.wait_for_selector("text=1 of 2 added")


def test_many_refused_files_and_long_names_leave_the_page_its_shape(visit):
    page = visit("/h/uploads")
    drop(page, *[f"bad {n}.txt" for n in range(30)], f"twin {'x' * 200}.jpg")
    page.wait_for_selector("text=0 of 31 added")
    assert page.locator(".bs-uploads__queue").bounding_box()["height"] < 0.6 * page.viewport_size["height"]
    assert page.evaluate("document.documentElement.scrollWidth") == page.viewport_size["width"]


def test_a_file_let_go_beside_a_place_for_files_does_not_open_in_the_browser(visit):
    page = visit("/h/timeline")
    transfer = page.evaluate_handle(FILES, ["one.jpg"])
    opens = """dataTransfer => document.body.dispatchEvent(
        new DragEvent("drop", { dataTransfer, bubbles: true, cancelable: true }))"""
    assert page.evaluate(opens, transfer) is False


def test_a_file_whose_connection_broke_is_sent_again_by_itself(visit, visitor):
    page = visit("/h/uploads")
    drop(page, "flaky.jpg")
    page.wait_for_selector("text=1 added")
    visitor.forgive("503")


def test_files_can_be_chosen_with_the_dialog(uploads):
    file = {"name": "chosen.jpg", "mimeType": "image/jpeg", "buffer": b"x" * 50}
    uploads.locator("input[type=file]").first.set_input_files([file])
    uploads.wait_for_selector("text=1 added")
    expect(uploads.locator(".bs-upload")).to_have_count(0)


def test_a_veil_says_that_files_can_be_let_go(uploads):
    transfer = uploads.evaluate_handle(FILES, ["one.jpg"])
    uploads.dispatch_event("body", "dragenter", {"dataTransfer": transfer})
    expect(uploads.locator("text=Let go to add")).to_be_visible()


def test_a_file_that_is_there_already_is_named_with_the_name_it_has_there(uploads):
    drop(uploads, "one.jpg", "twin.jpg")
    uploads.wait_for_selector("text=1 of 2 added")
    expect(uploads.locator(".bs-upload--known")).to_contain_text("here already as one.jpg")


def test_files_are_chosen_before_there_is_a_place_for_them_and_sent_later(visit):
    page = visit("/h/chosen")
    drop(page, "one.jpg", "two.jpg")
    expect(page.get_by_role("dialog", name="New project")).to_be_visible()
    page.wait_for_selector("text=2 chosen")
    page.wait_for_function("document.querySelector('[data-events]').textContent === \"{'n': 2}\"")
    page.get_by_role("button", name="Send").click()
    page.wait_for_selector("text=2 added")
    page.wait_for_function(
        "document.querySelector('[data-events]').textContent === \"{'left': 0, 'added': 2}\""
    )


def test_side_files_and_raws_beside_a_picture_are_passed_over_quietly(uploads):
    sent = []
    uploads.on("request", lambda r: r.method == "PUT" and sent.append(r.url.split("name=")[1].split("&")[0]))
    drop(uploads, "IMG_1.CR2", "IMG_1.jpg", "IMG_1.AAE", "IMG_1.jpg.json", "Thumbs.db", "lonely.NEF")
    uploads.wait_for_selector("text=2 added")
    expect(uploads.locator("text=4 side files passed over")).to_be_visible()
    assert sorted(sent) == ["IMG_1.jpg", "lonely.NEF"]


def test_why_a_file_was_refused_stays_until_a_person_has_seen_it(visit):
    page = visit("/h/uploads")
    page.evaluate(SLOW_DISK)  # the server's no comes before the browser has kept the file
    drop(page, "bad.txt", "good.jpg")
    page.wait_for_selector("text=1 of 2 added")
    page.wait_for_function("window.keptFiles === 2")
    page.reload()
    line = page.get_by_text("Not added: bad.txt is not a photo")
    expect(line).to_be_visible()
    expect(page.locator(".bs-upload--refused")).to_have_count(0)  # no list of one
    page.get_by_role("button", name="Close", exact=True).click()
    expect(line).to_have_count(0)
    page.reload()
    page.wait_for_function("window.did_handshake === true")
    drop(page, "other.jpg")
    page.wait_for_selector("text=1 added")
    expect(page.locator(".bs-upload--refused")).to_have_count(0)
