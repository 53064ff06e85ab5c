"""What a child process gets from the environment of its parent."""

import pytest

from core.sandbox.launch import clean_environment


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
