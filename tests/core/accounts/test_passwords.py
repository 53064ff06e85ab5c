"""A password is taken whole, never read back, and refused when attackers would try it first."""

import time

import pytest

from core.accounts.passwords import check_password, hash_password, matches
from core.errors import PasswordCommonError, PasswordTooLongError, PasswordTooShortError


def test_only_the_same_password_matches() -> None:
    stored = hash_password("zx81-umbrella-lake")
    assert matches("zx81-umbrella-lake", stored)
    assert not matches("zx81-umbrella-lakE", stored)
    assert len(stored) <= 128
    assert "umbrella" not in stored


def test_what_comes_after_the_72nd_byte_counts_as_well() -> None:
    long = "lakes and umbrellas " * 5
    assert not matches(long + "b", hash_password(long + "a"))


def test_passwords_in_any_script_work() -> None:
    assert matches("крыша и зонтик 傘", hash_password("крыша и зонтик 傘"))


def test_without_an_account_nothing_matches_and_it_takes_as_long() -> None:
    stored = hash_password("another-umbrella-7")

    def seconds(stored_hash: str | None) -> float:
        began = time.process_time()
        assert not matches("zx81-umbrella-lake", stored_hash)
        return time.process_time() - began

    assert 0.5 < seconds(None) / seconds(stored) < 2


@pytest.mark.parametrize(
    "password", ["zx81-umbrella-lake", "my dog eats dragon fruit", "Ω" * 3 + "abcdefgh-x"]
)
def test_an_uncommon_password_is_accepted(password: str) -> None:
    assert check_password(password) is None


def test_a_short_password_is_refused_with_the_length_it_needs() -> None:
    with pytest.raises(PasswordTooShortError, match="at least 12 characters"):
        check_password("zx81-lake")


def test_an_endless_password_is_refused() -> None:
    with pytest.raises(PasswordTooLongError):
        check_password("zx81-lake" * 100)


@pytest.mark.parametrize(
    "password",
    ["password1234", "P@ssw0rd!2024", "aaaaaaaaaaaa", "123456789012", "qwertyuiop[]", "beatstitch123"],
)
def test_a_password_attackers_try_first_is_refused(password: str) -> None:
    with pytest.raises(PasswordCommonError):
        check_password(password)
