"""What a person does to photos and clips in the grid, as the browser tells it."""

from collections.abc import Callable
from functools import partial
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from beatstitch_ui import texts
from core.media.capture.belonging import Live
from core.projects.media import media, media_choices, media_history
from core.vision.regions import Region

MOST_IDS = 100_000
AssetId = Annotated[str, StringConstraints(min_length=1, max_length=36)]
Share = Annotated[float, Field(ge=0, le=1)]
Kind = Literal[
    "reorder", "remove", "hide", "star", "arrange", "live", "focus", "unstack", "regions", "bounds"
]
Travel = Literal["undo", "redo"]


class MediaChange(BaseModel):
    """One change of what `kind` says to the photos and clips `ids`, with the facts that this kind needs."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: str = Field(pattern=r"^[0-9a-f]{32}$", description="of this one change: it is made once")
    kind: Kind | Travel
    ids: list[AssetId] = Field(max_length=MOST_IDS)
    before: AssetId | None = None
    hidden: bool = False
    starred: bool = False
    unstacked: bool = False
    by: media_choices.Arrangement = "taken"
    shows: Live = "photo"
    focus: tuple[Share, Share] | None = None
    regions: list[Region] | None = Field(default=None, max_length=media_choices.MOST_REGIONS)
    in_ms: int | None = None
    out_ms: int | None = None


def choice_of(change: MediaChange) -> media_history.Change:
    """Return the work that makes a change, which is neither undo nor redo."""
    choose: dict[str, Callable[[MediaChange], media_history.Change]] = {
        "reorder": lambda one: partial(media.put_before, moved=one.ids, before=one.before),
        "remove": lambda one: partial(media.delete_media, asset_ids=one.ids),
        "hide": lambda one: partial(media_choices.set_hidden, asset_ids=one.ids, hidden=one.hidden),
        "star": lambda one: partial(media_choices.set_starred, asset_ids=one.ids, starred=one.starred),
        "unstack": lambda one: partial(
            media_choices.set_unstacked, asset_ids=one.ids, unstacked=one.unstacked
        ),
        "arrange": lambda one: partial(media_choices.arrange, by=one.by),
        "live": lambda one: partial(media_choices.set_live, asset_ids=one.ids, shows=one.shows),
        "focus": lambda one: partial(media_choices.set_focus, asset_id=one.ids[0], focus=one.focus),
        "regions": lambda one: partial(media_choices.set_regions, asset_id=one.ids[0], regions=one.regions),
        "bounds": lambda one: partial(
            media_choices.set_bounds, asset_id=one.ids[0], in_ms=one.in_ms, out_ms=one.out_ms
        ),
    }
    return choose[change.kind](change)


def told_of(change: MediaChange) -> str:
    """Return what is said of a change that was made; nothing where the grid shows it well enough."""
    n = len(change.ids)
    tell: dict[str, Callable[[], str]] = {
        "remove": lambda: texts.media.removed(n),
        "hide": lambda: texts.media.hidden(n, hidden=change.hidden),
        "star": lambda: texts.media.starred(n, starred=change.starred),
        "unstack": lambda: texts.media.unstacked(n, unstacked=change.unstacked),
        "arrange": lambda: texts.media.ARRANGED[change.by],
    }
    return tell[change.kind]() if change.kind in tell else ""
