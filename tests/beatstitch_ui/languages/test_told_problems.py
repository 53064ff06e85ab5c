"""Errors keep English and facts; people read them in their language, also what was stored long ago."""

import re

import pytest

from beatstitch_ui.languages.current import speaking
from beatstitch_ui.languages.problems import retold, told
from core.errors import BeatStitchError, NotFoundError, TooManyFramesError

FIELD = re.compile(r"\{(\w+)(:[^}]*)?\}")
VAGUE = ("{where}: {reason}.", "{file} can't be used.")  # what others say as well


def made(kind: type[BeatStitchError]) -> BeatStitchError:
    """Return an error with facts such as its sentence takes."""
    fields = FIELD.findall(kind.sentence)
    return kind(**{name: 12345 if spec else f"some {name}" for name, spec in fields})


def test_an_error_is_told_with_numbers_as_the_language_writes_them():
    error = TooManyFramesError(file="long.mov", frames=12345, limit=1000)
    assert told(error) == "long.mov holds 12,345 frames, the limit is 1,000."
    with speaking("de"):
        assert told(error) == "long.mov enthält 12.345 Einzelbilder, die Grenze sind 1.000."


def test_facts_that_are_words_are_told_too_and_names_stay():
    with speaking("de"):
        assert told(NotFoundError(what="The song")) == "Der Song wurde nicht gefunden."
        assert told(NotFoundError(what="Play.mp4")) == "Play.mp4 wurde nicht gefunden."


@pytest.mark.parametrize("kind", BeatStitchError.kinds.values(), ids=lambda kind: kind.__name__)
def test_a_stored_sentence_is_known_again(kind):
    error = made(kind)
    with speaking("de"):
        assert kind.sentence in VAGUE or retold(error.user_message) == told(error)
    assert retold(error.user_message) == error.user_message


def test_what_no_error_says_stays_as_it_is():
    with speaking("de"):
        assert retold("Nobody knows.") == "Nobody knows."
