"""What people are told about corrections of a song; beats and parts count from 1."""

from core.errors.base import RefusedError


class BeatsTooFewError(RefusedError):
    """An edit that can't follow its corrected beats; it stays as it was."""

    sentence = (
        "The song has {beats} beats now, too few for {segments} segments: plan again, or keep the edit."
    )


class NoRoomForAllError(RefusedError):
    """A shorter song that can't have all pictures of an edit; it stays as it was."""

    sentence = (
        "The film would be {film_s:.1f} s long, too short for all {segments} segments: "
        "end it there, or plan again."
    )


class GridEditRefusedError(RefusedError):
    """A correction of a song's beats that can't be made; the beats stay as they were."""

    sentence = "That change to the beats can't be made."


class NoAlternativeError(GridEditRefusedError):
    sentence = "This song was found to be countable in one way only."


class BeatUnknownError(GridEditRefusedError):
    sentence = "There is no beat with the number {beat}: the song has {count}."


class BeatsTooCloseError(GridEditRefusedError):
    sentence = "Beats must keep their order and lie at least {least_ms} ms apart."


class BeatOutsideSongError(GridEditRefusedError):
    sentence = "There is no song at {at_s:.2f} s: it is {song_s:.1f} s long."


class TooFewBeatsError(GridEditRefusedError):
    sentence = "That would leave fewer than two beats."


class MetreUnknownError(GridEditRefusedError):
    sentence = "{metre} is not a metre that bars can be counted in."


class TapsUnclearError(GridEditRefusedError):
    sentence = "The taps show no tempo yet: tap at least {fewest} times, evenly, once on each beat."


class NoOnsetNearError(GridEditRefusedError):
    sentence = "Nothing clear enough begins near there for a beat to snap to."


class SectionEditRefusedError(RefusedError):
    """A correction of a song's parts that can't be made; the parts stay as they were."""

    sentence = "That change to the parts of the song can't be made."


class SectionUnknownError(SectionEditRefusedError):
    sentence = "Part {section} can't be changed like that: the song has {count} parts."


class SectionTooShortError(SectionEditRefusedError):
    sentence = "A part of a song must be at least {least_s:.1f} s long."
