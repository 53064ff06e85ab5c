"""Every failure has a whole sentence that takes its facts, ends with a full stop and crosses processes."""

import json
from collections.abc import Iterator
from string import Formatter

import pytest

from core import errors
from core.errors import BeatStitchError


def kinds(base: type[BeatStitchError] = BeatStitchError) -> Iterator[type[BeatStitchError]]:
    """Yield `base` and every error below it that core.errors declares."""
    yield base
    for kind in base.__subclasses__():
        if kind.__module__.startswith(f"{errors.__name__}."):
            yield from kinds(kind)


ALL = sorted(set(kinds()), key=lambda kind: kind.__name__)


def facts_of(kind: type[BeatStitchError]) -> dict[str, str | float]:
    """Return a plausible value for each fact that the sentence names."""
    fields = [(name, spec) for _, name, spec, _ in Formatter().parse(kind.sentence) if name]
    return {name: 12 if spec else "summer.jpg" for name, spec in fields}


@pytest.mark.parametrize("kind", ALL)
def test_the_sentence_takes_its_facts_and_ends_with_a_full_stop(kind: type[BeatStitchError]) -> None:
    message = kind(**facts_of(kind)).user_message
    assert message.endswith(".")
    assert message[0].isupper() or message.startswith("summer.jpg")
    assert "{" not in message
    assert "  " not in message


@pytest.mark.parametrize("kind", ALL)
def test_an_error_is_rebuilt_from_its_name_and_plain_facts(kind: type[BeatStitchError]) -> None:
    original = kind(**facts_of(kind))
    facts = json.loads(json.dumps(original.facts))
    rebuilt = BeatStitchError.kinds[kind.__name__](**facts)
    assert rebuilt.user_message == original.user_message
    assert str(rebuilt) == rebuilt.user_message


def test_a_missing_fact_is_noticed_where_the_error_is_made() -> None:
    with pytest.raises(KeyError):
        errors.FileEmptyError()


def test_names_say_that_they_are_errors() -> None:
    assert [kind.__name__ for kind in ALL if not kind.__name__.endswith("Error")] == []
