"""What a child process gets from the environment of its parent."""

import pytest

from core.sandbox.launch import clean_environment
from core.sandbox.permissions import Permissions
from core.settings import settings


def test_a_child_has_a_home_where_the_account_has_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("HOME", raising=False)
    assert clean_environment()["HOME"] == "/"


def test_a_child_learns_settings_but_no_secret(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BEATSTITCH_MAX_STREAMS", "3")
    monkeypatch.setenv("BEATSTITCH_METRICS_TOKEN", "sixteen letters or more")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "of somebody")
    given = clean_environment()
    assert given["BEATSTITCH_MAX_STREAMS"] == "3"
    assert not {"BEATSTITCH_METRICS_TOKEN", "AWS_SECRET_ACCESS_KEY"} & set(given)


def test_a_child_is_told_the_settings_and_may_not_read_the_file_that_holds_their_secret() -> None:
    assert clean_environment()["BEATSTITCH_MAX_IMAGE_PIXELS"] == str(settings().max_image_pixels)
    home = settings().root
    assert not [path for path in Permissions().facts()["read"] if home.is_relative_to(path)]
    assert str(home / "beatstitch.toml") not in Permissions().facts()["read"]
