"""Titles are inside the safe area, readable on any picture, and drawn the same for frames and pages."""

import io
from collections.abc import Iterator

import cv2
import numpy as np
import pytest
from PIL import Image

from core.effects import Title, TitlePlace, TitleStyle
from core.render.draw.planes import Canvas, fill
from core.render.draw.titled import titled
from core.render.titles.fonts import font_for
from core.render.titles.layout import place_title
from core.render.titles.looks import LOOKS, SAFE
from core.render.titles.paint import paint
from core.render.titles.picture import title_png
from core.render.titles.placed import shown
from core.render.titles.shown import ShownTitle

SIZES = [(1920, 1080), (640, 360), (1080, 1920), (1080, 1080), (864, 1080)]
STYLES: list[TitleStyle] = ["clean", "serif", "bold", "cinematic"]
PLACES: list[TitlePlace] = ["centre", "lower_third", "bottom"]
LONG = "The summer in which we walked from one end of Norway to the other and did not stop\n3 July 2024"
WHITE, BLACK, GREY = (235, 128, 128), (16, 128, 128), (126, 128, 128)


def title_of(
    text: str, style: TitleStyle = "clean", place: TitlePlace = "centre", **facts: int
) -> ShownTitle:
    look = shown(Title(text=text, style=style, place=place))
    return ShownTitle(look.text, look.style, look.place, look.fonts, **facts)  # pyright: ignore[reportArgumentType]


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize(
    "text", ["Bergen\n5 July 2024", LONG, "Incomprehensibilities" * 3, "my_song_140_beats_per_minute_" * 3]
)
def test_every_line_is_inside_the_safe_area(
    size: tuple[int, int], style: TitleStyle, place: TitlePlace, text: str
) -> None:
    placed = place_title(title_of(text, style, place), size)
    assert (
        "".join(line.text for line in placed.lines).replace(" ", "").lower() == "".join(text.split()).lower()
    )
    left, right = size[0] * SAFE, size[0] * (1 - SAFE)
    for line in placed.lines:
        assert left - 1 <= line.x_px <= line.x_px + line.width_px <= right + 1
        assert size[1] * SAFE <= line.baseline_px <= size[1] * (1 - SAFE)


def test_a_title_grows_with_its_frame() -> None:
    small, large = (place_title(title_of("Bergen"), size).lines[0] for size in ((640, 360), (1920, 1080)))
    assert large.size_px == pytest.approx(3 * small.size_px)


def test_long_titles_break_into_lines_of_about_one_length() -> None:
    lines = place_title(title_of(LONG.partition("\n")[0]), (1920, 1080)).lines
    widths = [line.width_px for line in lines]
    assert len(lines) > 1
    assert min(widths) > 0.55 * max(widths)


@pytest.mark.parametrize("background", [WHITE, GREY, BLACK])
@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("place", PLACES)
def test_letters_stand_out_from_any_picture(
    background: tuple[int, int, int], style: TitleStyle, place: TitlePlace
) -> None:
    """The luma just around the letters is at least 40 of 219 steps darker than they are."""
    painted = paint(title_of("Bergen\n5 July 2024", style, place).look, (1280, 720))
    frame = next(over(title_of("Bergen\n5 July 2024", style, place, frames=9), background))
    rows, columns = painted.light.shape
    luma = frame.planes.luma[painted.top : painted.top + rows, painted.left : painted.left + columns]
    letters = painted.light > 250
    around = cv2.dilate((painted.light > 128).astype(np.uint8), np.ones((7, 7), np.uint8)) > 0
    near = around & (painted.light == 0)
    assert luma[letters].min() > 225
    assert luma[near].mean() < 195


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("place", PLACES)
def test_letters_can_be_read_on_white(size: tuple[int, int], style: TitleStyle, place: TitlePlace) -> None:
    """Just around the letters nine tenths of a white page are so dark that white has a contrast of 3 : 1."""
    painted = paint(title_of("Bergen\n5 July 2024", style, place).look, size)
    reach = max(1, size[1] // 240)
    around = cv2.dilate((painted.light > 128).astype(np.uint8), np.ones((2 * reach + 1, 2 * reach + 1)))
    kept = 1 - painted.cover[(around > 0) & (painted.light == 0)] / 255
    contrast = 1.05 / (((kept + 0.055) / 1.055) ** 2.4 + 0.05)  # as WCAG has it
    assert np.percentile(contrast, 10) > 3


@pytest.mark.parametrize("style", STYLES)
def test_the_shadow_of_a_caption_stays_close_to_its_letters(style: TitleStyle) -> None:
    """Beside them the darkened bottom is as it is anywhere in the same row: no dark patch on a plain sky."""
    painted = paint(title_of("Bergen\n5 July 2024", style, "lower_third").look, (1280, 720))
    columns = np.flatnonzero((painted.light > 128).any(axis=0))
    cover = painted.cover.astype(int)
    elsewhere = cover[:, -1:]
    assert np.abs(cover[:, : columns[0] - 45] - elsewhere).max() <= 3
    assert np.abs(cover[:, columns[-1] + 45 :] - elsewhere).max() <= 3


def over(title: ShownTitle, colour: tuple[int, int, int], frames: int = 9) -> Iterator[Canvas]:
    """Yield the frames of a plain picture with the title over it."""
    canvas = Canvas(1280, 720)
    fill(canvas.planes, colour)
    return titled(iter([canvas] * frames), [title], (1280, 720))


def test_a_title_comes_and_goes_and_leaves_the_picture_as_it_was() -> None:
    title = title_of("Bergen", frames=10, first_frame=-5, fade_in_frames=4, fade_out_frames=4)
    peaks = [int(frame.planes.luma.max()) for frame in over(title, GREY, 20)]
    assert peaks[:5] == peaks[15:] == [GREY[0]] * 5
    assert peaks[5:10] == sorted(peaks[5:10])
    assert peaks[10] > 225
    assert peaks[5:15] == pytest.approx(peaks[14:4:-1], abs=1)


def test_the_picture_below_is_not_touched_but_where_the_title_is() -> None:
    title = title_of("Bergen", place="lower_third", frames=9)
    frame = next(over(title, (90, 60, 200)))
    assert (frame.planes.luma[:300] == 90).all()
    assert (frame.planes.cb[:150] == 60).all()


def test_a_card_darkens_the_whole_picture() -> None:
    look = shown(Title(text="The End", card=True))
    card = ShownTitle(look.text, look.style, look.place, look.fonts, card=True, frames=9)
    assert next(over(card, GREY)).planes.luma[0, 0] < 90


def test_the_page_gets_the_same_picture_as_the_frame() -> None:
    """White letters over grey: the PNG blended as a browser does equals the drawn frame."""
    wanted = Title(text="Bergen\n5 July 2024", style="serif", place="bottom")
    light, alpha = np.asarray(Image.open(io.BytesIO(title_png(wanted, (1280, 720)))), np.float32).T
    grey = (GREY[0] - 16) * 255 / 219
    blended = (grey * (1 - alpha / 255) + light * alpha / 255).T
    frame = next(over(title_of(wanted.text, "serif", "bottom", frames=9), GREY))
    luma = (frame.planes.luma.astype(np.float32) - 16) * 255 / 219
    assert np.abs(blended - luma).max() < 4
    assert np.abs(blended - luma).mean() < 0.6


@pytest.mark.parametrize("style", STYLES)
def test_european_scripts_are_drawn_with_the_styles_own_font(style: TitleStyle) -> None:
    look = LOOKS[style].main
    own = font_for("Plain", look.font)
    if own is None or own.name not in look.font:
        pytest.skip("the fonts of requirements-models.lock are not installed")
    for text in ("Åse, Łódź, Çeşme, Größe", "Ελλάδα ώρα", "Київ, Москва, Ґ"):
        assert font_for(look.written(text), look.font) == own


def test_other_scripts_never_fail() -> None:
    for text in ("北京の夏休み", "عطلة الصيف", "कुछ दिन", "🎉 hooray 🎉"):
        assert paint(title_of(text).look, (640, 360)).light.any()


def test_a_span_is_known_by_its_titles_text_and_not_by_where_fonts_lie() -> None:
    title = title_of("Bergen")
    moved = ShownTitle(title.text, title.style, title.place, tuple(f"/elsewhere/{f}" for f in title.fonts))
    assert moved.identity() == title.identity()
    assert title_of("Oslo").identity() != title.identity()
