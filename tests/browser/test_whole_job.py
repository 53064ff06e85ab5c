"""The whole job in a browser: from an empty machine to a downloaded video whose cuts sit on the beats."""

import io
import json
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
import pytest
import soundfile
from PIL import Image
from playwright.sync_api import FilePayload, Page, WebSocket, expect

from core.timebase import frame_at
from tests.browser.german import assert_german
from tests.browser.saving_note import assert_saving_is_told

PASSWORD = "a long enough secret"  # noqa: S105 - of an account that lives as long as this test
RATE_HZ = 22_050
BEAT_S = 0.5
SONG_S = 12.0
PATIENCE_MS = 90_000
PROJECT_TABS = ("media", "music", "edit", "render")
PLANNED = 5  # the revision after four changed settings
Look = Callable[[Page], None]


def photo(number: int) -> bytes:
    """Return a plain photo; neighbours differ so much in brightness that a cut can't be missed."""
    shade = 40 + 180 * (number % 2)
    size = ((900, 600), (600, 900), (800, 800))[number % 3]
    out = io.BytesIO()
    Image.new("RGB", size, (shade, shade, (number * 20) % 256)).save(out, "JPEG")
    return out.getvalue()


def song() -> bytes:
    """Return a song at 120 BPM: a drum on every beat, a deeper one on every fourth."""
    samples = np.zeros(int(SONG_S * RATE_HZ), np.float32)
    times_s = np.arange(2500) / RATE_HZ
    noise = np.random.default_rng(1).normal(0, 0.25, 2500) * np.exp(-times_s * 60)
    for beat in range(int((SONG_S - 0.5) / BEAT_S)):
        pitch_hz, level = (60, 1.0) if beat % 4 == 0 else (110, 0.6)
        at = int((0.25 + beat * BEAT_S) * RATE_HZ)
        drum = level * np.sin(2 * np.pi * pitch_hz * times_s) * np.exp(-times_s * 18) + noise
        samples[at : at + 2500] += drum.astype(np.float32)[: len(samples) - at]
    out = io.BytesIO()
    soundfile.write(out, samples * 0.6, RATE_HZ, format="WAV")
    return out.getvalue()


def upload(name: str, mime_type: str, content: bytes) -> FilePayload:
    return FilePayload(name=name, mimeType=mime_type, buffer=content)


def go(page: Page, tab: str) -> None:
    page.get_by_role("link", name=tab, exact=True).click()
    page.wait_for_url(f"**/{tab.lower()}")
    page.wait_for_function("window.did_handshake === true")


def set_up(page: Page, way_in: str, look: Look) -> None:
    page.goto(way_in)
    page.get_by_label("User name").fill("ada")
    page.get_by_label("Password", exact=True).fill("password1234")
    expect(page.get_by_text("Too easy to guess: attackers try this one first.")).to_be_visible()
    assert page.get_by_label("Strength of the password").evaluate("meter => meter.value < meter.low")
    page.get_by_role("button", name="Create the account").click()
    expect(page.get_by_role("alert")).to_contain_text("among the first that attackers try")
    password = page.get_by_label("Password", exact=True)
    expect(password).to_be_focused()
    expect(password).to_have_attribute("aria-invalid", "true")
    expect(page.get_by_label("User name")).to_have_attribute("aria-invalid", "false")
    look(page)
    password.fill(PASSWORD)
    page.get_by_role("button", name="Create the account").click()
    page.wait_for_selector("text=Your first film")
    look(page)


def sign_in_again(page: Page, look: Look) -> None:
    page.get_by_role("link", name="Account and settings").click()
    page.wait_for_selector("text=Signed in as ada")
    look(page)
    page.get_by_role("button", name="Sign out").click()
    page.wait_for_url("**/login")
    page.get_by_label("User name").fill("ada")
    page.get_by_label("Password", exact=True).fill("not the secret")
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("alert")).to_have_text("The name or the password is wrong.")
    look(page)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_selector("text=Your first film")


def new_project(page: Page, look: Look) -> None:
    page.wait_for_function("window.did_handshake === true")
    with page.expect_file_chooser():  # without the dialog before it
        page.get_by_role("button", name="Choose files", exact=True).first.click()
    page.get_by_role("button", name="New project").click()
    look(page)
    page.get_by_role("textbox", name="Name").fill("Summer in Norway")
    page.keyboard.press("Enter")
    page.wait_for_url("**/media")


def bring_files(page: Page, look: Look) -> None:
    look(page)
    photos = [upload(f"photo {n:02}.jpg", "image/jpeg", photo(n)) for n in range(12)]
    wrong = upload("notes.txt", "text/plain", b"no photo at all")
    page.locator("input[type=file]").first.set_input_files([*photos, wrong])
    page.wait_for_selector("text=12 of 13 added", timeout=PATIENCE_MS)
    refused = page.locator(".bs-upload--refused")
    expect(refused.locator(".bs-upload__name")).to_have_text("notes.txt")
    expect(refused.locator(".bs-upload__state")).to_have_text(
        "is not a photo, clip or song that BeatStitch can read."
    )
    expect(page.locator(".bs-cell img")).to_have_count(12, timeout=PATIENCE_MS)
    assert page.locator(".bs-cell__name").all_text_contents() == [f"photo {n:02}.jpg" for n in range(12)]
    look(page)


def reorder_and_remove(page: Page) -> None:
    page.locator(".bs-grid__cells").focus()
    page.keyboard.press("End")
    page.keyboard.press("Delete")
    undo = page.get_by_role("button", name="Undo: removal of 1 item")
    expect(undo).to_be_enabled()
    page.reload()
    page.wait_for_function("window.did_handshake === true")
    expect(page.locator(".bs-cell img")).to_have_count(11)
    undo.click()
    expect(page.locator(".bs-cell img")).to_have_count(12)


def bring_song(page: Page, look: Look) -> None:
    go(page, "Music")
    look(page)
    page.locator("input[type=file]").set_input_files([upload("song.wav", "audio/wav", song())])
    page.wait_for_selector(".bs-song[aria-busy=false]", timeout=PATIENCE_MS)
    expect(page.locator(".bs-facts").get_by_text("120 BPM")).to_be_visible()
    look(page)


def watch_edit(page: Page, look: Look) -> None:
    """The edit is there without being asked for; settings change it, each as a step of its own."""
    page.get_by_role("link", name="Next: watch your film").click()
    page.wait_for_selector(".bs-timeline[aria-busy=false]", timeout=PATIENCE_MS)
    expect(page.get_by_text("Saved · revision 1")).to_be_visible()
    look(page)
    page.get_by_role("button", name="Settings", exact=True).click()
    page.get_by_label("Move over photos").uncheck()
    expect(page.get_by_role("button", name="Undo: Move over photos")).to_be_enabled()
    page.get_by_label("Pace").select_option("steady")  # a cut every four beats, whatever the song does
    expect(page.get_by_role("button", name="Undo: Pace")).to_be_enabled()
    page.get_by_label("Size").select_option("1280x720")
    expect(page.get_by_role("button", name="Undo: Size")).to_be_enabled()
    page.get_by_label("Pictures", exact=True).select_option("cover")
    expect(page.get_by_role("button", name="Undo: Pictures")).to_be_enabled()
    expect(page.get_by_text(f"Saved · revision {PLANNED}")).to_be_visible()
    look(page)


def _weigh(socket: WebSocket, sizes: list[int]) -> None:
    socket.on("framesent", lambda frame: sizes.append(len(frame)))
    socket.on("framereceived", lambda frame: sizes.append(len(frame)))


def change_edit(page: Page, look: Look) -> None:
    """Reorder, split, roll, undo and redo by keyboard alone; an edit costs little on the websocket."""
    sizes: list[int] = []
    page.on("websocket", lambda socket: _weigh(socket, sizes))
    page.reload()
    page.wait_for_selector(".bs-timeline[aria-busy=false]")
    page.locator(".bs-timeline__hit").focus()
    while sizes:  # what the page says while it starts is no edit
        sizes.clear()
        page.wait_for_timeout(1000)
    for revision, key in enumerate(
        ("Alt+ArrowRight", "s", "Shift+ArrowRight", "Control+z", "Control+Shift+z"), PLANNED + 1
    ):
        page.keyboard.press(key)
        saved = {PLANNED + 4: PLANNED + 2, PLANNED + 5: PLANNED + 3}.get(revision, revision)
        expect(page.get_by_text(f"Saved · revision {saved}", exact=True)).to_be_visible()
    assert sum(sizes) <= 5 * 700
    look(page)
    page.reload()
    expect(page.get_by_text(f"Saved · revision {PLANNED + 3}")).to_be_visible()
    expect(page.get_by_role("button", name="Undo: lengths of segments")).to_be_enabled()


def render(page: Page, button: str, title: str, folder: Path) -> Path:
    if not page.get_by_role("button", name=button).is_visible():
        page.get_by_text("A quick preview first").click()
    notices = page.locator(".bs-head button")  # of a render's end, for who looks elsewhere meanwhile
    expect(notices).to_have_count(0)
    page.get_by_role("button", name=button).click()
    expect(notices).to_be_visible()
    line = page.locator(".bs-render", has=page.get_by_role("heading", name=title))
    expect(line.get_by_role("link", name="Download")).to_be_visible(timeout=PATIENCE_MS)
    expect(notices).to_have_count(0)
    with page.expect_download() as download:
        line.get_by_role("link", name="Download").click()
    assert_saving_is_told(page, line)
    assert download.value.suggested_filename.startswith("Summer-in-Norway")
    path = folder / download.value.suggested_filename
    download.value.save_as(path)
    return path


def brightness(path: Path) -> tuple[list[float], Fraction, float]:
    """Return the mean luma of every frame, the frame rate in Hz and the length of the sound in s."""
    with av.open(str(path)) as container:
        rate = container.streams.video[0].average_rate
        means = [float(frame.to_ndarray()[: frame.height].mean()) for frame in container.decode(video=0)]
    with av.open(str(path)) as container:
        sound_s = sum(frame.samples / frame.sample_rate for frame in container.decode(audio=0))
    assert rate is not None
    return means, Fraction(rate), sound_s


def assert_cuts_on_beats(path: Path, data: Path, rate_hz: int) -> None:
    edl = json.loads(next(data.glob("derived/*/edl.json")).read_text())
    means, rate, sound_s = brightness(path)
    assert rate == rate_hz
    assert len(means) == frame_at(edl["audio"]["duration_ms"], rate)
    assert sound_s == pytest.approx(len(means) / rate, abs=0.06)
    jumps = {n for n in range(1, len(means)) if abs(means[n] - means[n - 1]) > 20}
    cuts = {frame_at(segment["timeline_out_ms"], rate) for segment in edl["segments"][:-1]}
    assert jumps <= cuts
    assert len(jumps) >= 3


def do_the_job(page: Page, studio, folder: Path, look: Look) -> None:
    set_up(page, studio.way_in, look)
    sign_in_again(page, look)
    new_project(page, look)
    bring_files(page, look)
    reorder_and_remove(page)
    bring_song(page, look)
    watch_edit(page, look)
    change_edit(page, look)
    go(page, "Render")
    look(page)
    assert_cuts_on_beats(render(page, "Make a preview", "Preview", folder), studio.data, 24)
    assert_cuts_on_beats(render(page, "Make the video", "Final video", folder), studio.data, 30)
    look(page)
    page.get_by_role("link", name="BeatStitch").click()
    expect(page.get_by_text("Video ready")).to_be_visible()
    look(page)


def read_in_german(german: Page, url: str, project: str) -> None:
    """Every page of what was made: nothing is left in English, and all of it fits a desk and a phone."""
    for path in ("/", "/account", "/admin", "/import", *(f"{project}/{tab}" for tab in PROJECT_TABS)):
        german.goto(url + path)
        german.wait_for_function("window.did_handshake === true")
        assert_german(german)


def test_from_an_empty_machine_to_a_downloaded_video(studio, visitor, tmp_path):
    page = visitor.open(f"{studio.url}/login")
    do_the_job(page, studio, tmp_path, lambda _: None)
    project = page.locator("a[href^='/p/']").first.get_attribute("href").rpartition("/")[0]
    german = visitor.open(f"{studio.url}/login", language="de-DE")
    german.context.add_cookies(page.context.cookies())
    read_in_german(german, studio.url, project)
    visitor.forgive("401", "422")


def strangers_see(page: Page, studio) -> None:
    page.goto(f"{studio.url}/p/00000000-0000-0000-0000-000000000000/edit")
    expect(page.get_by_role("heading", name="There is nothing here")).to_be_visible()


@pytest.mark.slow
def test_every_page_on_the_way_is_accessible(studio, visitor, tmp_path, axe):
    """Both themes, both sizes, every page and open dialog: axe-core finds nothing."""

    def look(page: Page) -> None:
        for size in ((1440, 900), (390, 844)):
            page.set_viewport_size({"width": size[0], "height": size[1]})
            for theme in ("light", "dark"):
                page.emulate_media(color_scheme=theme, reduced_motion="reduce")
                assert axe(page) == [], (page.url, size, theme)
            assert page.evaluate("document.documentElement.scrollWidth") == size[0], page.url
        page.set_viewport_size({"width": 1440, "height": 900})

    page = visitor.open(f"{studio.url}/login")
    do_the_job(page, studio, tmp_path, look)
    strangers_see(page, studio)
    look(page)
    visitor.forgive("401", "404", "422")
