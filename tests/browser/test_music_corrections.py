"""A song found at half the tempo and one beat late is counted in two ways, then corrected by clicks alone."""

from pathlib import Path

from playwright.sync_api import Page, expect

from core.music.grid.beat_grid import BeatGrid, load_grid, save_grid
from core.music.song_folder import ALTERNATIVE_FILE
from core.music.tracking.build import FoundBeat, SongFacts, build_grid
from core.timebase import frame_at
from tests.browser.test_whole_job import (
    BEAT_S,
    PATIENCE_MS,
    SONG_S,
    brightness,
    bring_song,
    go,
    new_project,
    photo,
    render,
    set_up,
    upload,
)

FIRST_MS = 250
TRUTH_MS = [FIRST_MS + round(1000 * BEAT_S * beat) for beat in range(int((SONG_S - 0.5) / BEAT_S))]
LATE_MS = 25
PREVIEW_FPS = 24


def beats_file(data: Path) -> Path:
    return next(data.glob("derived/*/beats.json"))


def hear_wrongly(beats: Path) -> None:
    """Put beats in the place of those found that are half as many, one beat late, and 25 ms besides.

    Half of those again are the other way to count.
    """
    found = load_grid(beats)
    facts = SongFacts(found.audio_file_checksum, found.sample_rate, found.duration_ms)
    late = [
        FoundBeat((time_ms + LATE_MS) / 1000, number % 4 == 0, 0.4)
        for number, time_ms in enumerate(TRUTH_MS[1::2])
    ]
    wrong = build_grid(late, song=facts, time_signature="4/4", bpm=60, bpm_confidence=0.3)
    save_grid(wrong, beats)
    other = build_grid(late[::2], song=facts, time_signature="4/4", bpm=30, bpm_confidence=0.3)
    save_grid(other, beats.with_name(ALTERNATIVE_FILE))


def bring_material(page: Page, data: Path) -> None:
    photos = [upload(f"photo {n:02}.jpg", "image/jpeg", photo(n)) for n in range(8)]
    page.locator("input[type=file]").first.set_input_files(photos)
    expect(page.locator(".bs-cell img")).to_have_count(8, timeout=PATIENCE_MS)
    bring_song(page, lambda _: None)
    hear_wrongly(beats_file(data))


def plan_on_the_wrong_beats(page: Page) -> None:
    go(page, "Edit")
    page.get_by_role("button", name="Settings", exact=True).click()
    page.get_by_label("Move over photos").uncheck()
    page.get_by_label("Pictures", exact=True).select_option("cover")
    expect(page.get_by_role("button", name="Undo: Pictures")).to_be_enabled()
    page.get_by_label("Pace").select_option("steady")  # a cut every four beats, whatever the song does
    expect(page.get_by_role("button", name="Undo: Pace")).to_be_enabled()
    page.wait_for_selector(".bs-timeline[aria-busy=false]")
    page.locator(".bs-timeline__hit").focus()
    page.keyboard.press("d")  # by hand, so that the edit waits for a wish when the beats change
    expect(page.get_by_role("button", name="Undo: duplicate segment")).to_be_enabled()


def click_at(page: Page, at_ms: float, *, times: int = 1) -> None:
    box = page.locator(".bs-song__hit").bounding_box()
    assert box is not None
    x = box["x"] + box["width"] * at_ms / (1000 * SONG_S)
    page.mouse.click(x, box["y"] + 150, click_count=times)


def undoes(page: Page, what: str) -> None:
    """Wait until the page can take back `what`: then it is done, and shown."""
    expect(page.get_by_role("button", name=f"Undo: {what}")).to_be_enabled()


def count_the_other_way_and_back(page: Page) -> None:
    page.get_by_text("Do the cuts come too fast or too slowly?").click()
    for bpm, beats in ((30, len(TRUTH_MS[1::4])), (60, len(TRUTH_MS[1::2]))):
        reading = page.get_by_role("button", name=f"{bpm} BPM", exact=True)
        expect(reading).to_have_attribute("aria-pressed", "false")
        reading.click()
        expect(reading).to_have_attribute("aria-pressed", "true")
        expect(page.get_by_text(f"{beats} beats")).to_be_visible()


def correct(page: Page) -> None:
    go(page, "Music")
    page.wait_for_selector(".bs-song[aria-busy=false]")
    count_the_other_way_and_back(page)
    expect(page.get_by_text("not certain")).to_be_visible()
    page.get_by_role("button", name="Twice as many").click()
    expect(page.get_by_text("120 BPM")).to_be_visible()
    for _ in range(2):
        page.get_by_role("button", name="10 ms earlier").click()
    undoes(page, "moving all beats")
    click_at(page, FIRST_MS, times=2)
    undoes(page, "adding a beat")
    expect(page.get_by_text(f"{len(TRUTH_MS)} beats")).to_be_visible()
    click_at(page, TRUTH_MS[4])
    expect(page.locator(".bs-song__chosen")).to_contain_text("Beat 5 of")
    page.get_by_role("button", name="This is the one").click()
    undoes(page, "another one")


def assert_true(grid: BeatGrid) -> None:
    assert len(grid.beats) == len(TRUTH_MS)
    assert max(abs(beat - true) for beat, true in zip(grid.times_ms, TRUTH_MS, strict=True)) <= 20
    assert [index for index, beat in enumerate(grid.beats) if beat.is_downbeat] == list(
        range(0, len(TRUTH_MS), 4)
    )


def assert_cuts_on_true_beats(video: Path, grid: BeatGrid) -> None:
    means, rate, _ = brightness(video)
    assert rate == PREVIEW_FPS
    jumps = [n for n in range(1, len(means)) if abs(means[n] - means[n - 1]) > 20]
    bars = {frame_at(grid.times_ms[beat], rate) for beat in range(0, len(grid.beats), 4)}
    assert len(jumps) >= 4
    assert set(jumps) <= bars


def test_a_half_tempo_grid_one_beat_late_is_corrected_by_clicks_as_is_the_video(studio, visitor, tmp_path):
    page = visitor.open(f"{studio.url}/login")
    set_up(page, studio.way_in, lambda _: None)
    new_project(page, lambda _: None)
    bring_material(page, studio.data)
    plan_on_the_wrong_beats(page)
    correct(page)
    grid = load_grid(beats_file(studio.data))
    assert_true(grid)
    go(page, "Edit")
    expect(page.get_by_text("The beats changed since this edit was planned.")).to_be_visible()
    expect(page.get_by_role("button", name="Follow the beats")).to_be_visible()
    page.locator(".bs-note").get_by_role("button", name="Re-plan").click()
    page.get_by_role("button", name="Re-plan anyway").click()  # a segment was doubled by hand
    expect(page.get_by_role("button", name="Undo: new plan")).to_be_enabled()
    go(page, "Render")
    assert_cuts_on_true_beats(render(page, "Make a preview", "Preview", tmp_path), grid)
    visitor.forgive("401", "422")
