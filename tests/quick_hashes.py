"""Passwords hashed with the least work, to keep the suite quick."""

import bcrypt
import pytest

from core.accounts import passwords


def hash_quickly(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(passwords, "WORK_FACTOR", 4)
    monkeypatch.setattr(passwords, "_DUMMY_HASH", bcrypt.hashpw(b"", bcrypt.gensalt(4)))
