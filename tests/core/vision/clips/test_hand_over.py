"""The expression by which FFmpeg selects frames says of any time whether it is wanted."""

import pytest

from core.vision.clips.hand_over import during


def selects(expression: str, at_s: float) -> bool:
    """Work out an expression of FFmpeg as FFmpeg does."""
    functions = {
        "between": lambda t, low, high: low <= t <= high,
        "lt": lambda one, other: one < other,
        "choose": lambda condition, then, otherwise: then if condition else otherwise,
    }
    return bool(eval(expression.replace("if(", "choose("), functions, {"t": at_s}))  # noqa: S307


@pytest.mark.parametrize("count", [0, 1, 7, 100])
def test_frames_in_a_stretch_are_selected_and_those_between_are_not(count: int) -> None:
    expression = during([(float(second), second + 0.2) for second in range(count)])
    for second in range(count):
        assert all(selects(expression, second + within_s) for within_s in (0.0, 0.1, 0.2))
        assert not selects(expression, second + 0.5)
    assert not selects(expression, count + 1.0)


def test_ten_minutes_of_samples_fit_in_one_argument_of_a_command() -> None:
    assert len(during([(step / 4, step / 4) for step in range(2400)])) < 90_000
