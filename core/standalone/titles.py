"""What the titles of a film made from files say: its name, and the days and places of its pictures."""

from collections.abc import Sequence
from pathlib import Path

from core.edit.styles.titling import TitleTexts
from core.edit.title_texts import CLOSING, captions_of, opening_text
from core.media.capture.places import place_name
from core.standalone.collect import Brought


def titles_of(title: str | None, media: Sequence[Path], song: Path, brought: Sequence[Brought]) -> TitleTexts:
    """Return the texts; without a `title` the film is called after its one folder, else after its song."""
    folders = [path for path in media if path.is_dir()]
    name = folders[0].resolve().name if len(media) == len(folders) == 1 else song.stem
    days = {one.source.asset_id: day for one in brought if one.captured and (day := one.captured.day)}
    places = {one.source.asset_id: place_name(one.latitude, one.longitude) for one in brought}
    return TitleTexts(opening_text(title or name, days.values()), CLOSING, captions_of(days, places))
