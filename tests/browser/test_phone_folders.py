"""What phones and people call their files: every photo has its thumbnail, and a Live Photo is one."""

import unicodedata

import pytest
from PIL import ExifTags
from playwright.sync_api import expect

from tests.browser.test_whole_job import PATIENCE_MS, new_project, set_up
from tests.cli.folders import Folder

NAMES = [
    "50% off #1?.jpg",
    unicodedata.normalize("NFD", "Grüner Bäum.jpg"),
    "IMG_2.jpg",
    "IMG_9.jpg",
    "IMG_10.jpg",
    "L'été à Łódź & <b>.jpg",
    "صورة.jpg",
    f"{'z' * 120}.jpg",
]
ALL_SHOWN = "[...document.querySelectorAll('.bs-cell img')].every((one) => one.complete && one.naturalWidth)"
TAKEN: dict[int, str] = {
    ExifTags.Base.DateTimeOriginal: "2024:05:10 10:00:00",
    ExifTags.Base.OffsetTimeOriginal: "+00:00",
}


@pytest.mark.slow
def test_odd_names_have_their_thumbnails_and_a_live_photo_is_one_item(studio, visitor, tmp_path):
    folder = Folder(tmp_path, tmp_path / "song.wav", None)
    for number, name in enumerate(NAMES):  # no two of the same content, which would be one
        folder.photo(name, "green", {ExifTags.Base.ImageUniqueID: str(number)})
    folder.photo("IMG_1001.JPG", "red", TAKEN)
    folder.clip("IMG_1001.MOV", "blue", {"creation_time": "2024-05-10T10:00:01Z"})
    (folder.path / "IMG_1001.AAE").write_text("<?xml version='1.0'?><plist/>")
    page = visitor.open(f"{studio.url}/login")
    set_up(page, studio.way_in, lambda _: None)
    new_project(page, lambda _: None)
    page.locator("input[type=file]").first.set_input_files(sorted(folder.path.iterdir()))
    page.wait_for_selector("text=1 side file passed over", timeout=PATIENCE_MS)
    expect(page.locator(".bs-cell img")).to_have_count(len(NAMES) + 1, timeout=PATIENCE_MS)
    page.wait_for_function(ALL_SHOWN)
    page.get_by_label("Put in order").select_option("By name")
    names = page.locator(".bs-cell__name")
    expect(names.nth(2)).to_have_text("IMG_2.jpg", timeout=PATIENCE_MS)
    in_order = [name for name in names.all_text_contents() if name.startswith("IMG")]
    assert in_order == ["IMG_2.jpg", "IMG_9.jpg", "IMG_10.jpg", "IMG_1001.JPG"]
    page.locator(".bs-cell", has_text="IMG_1001.JPG").click()
    page.get_by_label("What stands for a Live Photo").select_option("Live Photo: clip")
    expect(page.locator(".bs-cell", has_text="IMG_1001.MOV")).to_be_visible(timeout=PATIENCE_MS)
    expect(page.locator(".bs-cell", has_text="IMG_1001.JPG")).to_have_count(0)
    visitor.forgive("422")
