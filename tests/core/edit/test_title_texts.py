"""Captions say the day, and the place where most pictures of that day were taken."""

from datetime import date

from core.edit.title_texts import captions_of

FIFTH, SIXTH = date(2024, 7, 5), date(2024, 7, 6)


def test_a_place_that_most_pictures_of_a_day_share_is_named() -> None:
    days = {"a": FIFTH, "b": FIFTH, "c": FIFTH, "d": SIXTH, "e": SIXTH}
    places = {"a": "Rome", "b": "Rome", "c": None, "d": "Rome", "e": "Florence"}
    rome = "Rome\n5 July 2024"
    assert captions_of(days, places)[0] == {
        "a": rome,
        "b": rome,
        "c": rome,
        "d": "6 July 2024",
        "e": "6 July 2024",
    }


def test_one_picture_does_not_speak_for_all_that_tell_no_place() -> None:
    days = dict.fromkeys("abc", FIFTH)
    assert set(captions_of(days, {"a": "Rome", "b": None, "c": None})[0].values()) == {"5 July 2024"}


def test_pictures_without_a_day() -> None:
    assert captions_of({}, {"a": "Rome", "b": "Rome"})[0] == {"a": "Rome", "b": "Rome"}
    assert captions_of({}, {"a": None})[0] == {}
    assert captions_of({"a": FIFTH}, {"a": None})[0] == {"a": "5 July 2024"}


def test_months_name_the_place_that_most_of_their_pictures_share() -> None:
    days = {"a": FIFTH, "b": SIXTH, "c": date(2024, 8, 1)}
    by_month = captions_of(days, {"a": "Rome", "b": "Rome", "c": "Oslo"})[1]
    assert by_month == {"a": "Rome\nJuly 2024", "b": "Rome\nJuly 2024", "c": "Oslo\nAugust 2024"}
