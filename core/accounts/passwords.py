"""Which passwords are accepted, and how they are kept and compared."""

import hashlib
import re
from typing import Any

import bcrypt

from core.errors import PasswordCommonError, PasswordTooLongError, PasswordTooShortError

MINIMUM_CHARS = 12
MAXIMUM_CHARS = 200
WORK_FACTOR = 12
DECORATION_CHARS = 4
COMMON_STEMS = (
    "password", "passwort", "qwertyuiop", "qwertzuiop", "1234567890", "0987654321", "letmein", "welcome",
    "iloveyou", "administrator", "beatstitch", "changeme", "abcdefghijkl", "correcthorsebatterystaple",
    "trustno1", "football", "baseball", "superman", "sunshine", "princess", "dragon", "monkey", "master",
)  # fmt: skip
LOOK_ALIKES = ("013457@$", "oleastas")  # what is written for which letters
ROWS = ("1234567890" * 3, "abcdefghijklmnopqrstuvwxyz")
LEAST_DIFFERENT = 4
NO_PASSWORD = "!"  # noqa: S105 - stands where a hash would be: no password opens such an account
_DUMMY_HASH = b"$2b$12$C6UzMDM.H6dfI/f/IKcEeO7PYP0EN1TzVDRMTyVNWdkN5n8rI7y6e"


def _bcrypt_input(password: str) -> bytes:
    """Return 64 bytes that stand for all of `password`; bcrypt itself stops reading after 72."""
    return hashlib.sha256(password.encode()).hexdigest().encode()


def hash_password(password: str) -> str:
    return bcrypt.hashpw(_bcrypt_input(password), bcrypt.gensalt(WORK_FACTOR)).decode()


def matches(password: str, stored: str | None) -> bool:
    """Compare with a stored hash; without one (no such account, or none of it) it takes just as long."""
    is_hash = stored is not None and stored != NO_PASSWORD
    right = bcrypt.checkpw(_bcrypt_input(password), stored.encode() if stored and is_hash else _DUMMY_HASH)
    return right and is_hash


def _is_decorated_stem(password: str) -> bool:
    bare = re.sub(r"[^a-z0-9]", "", password)
    leftovers = [bare.replace(stem, "") for stem in COMMON_STEMS if stem in bare]
    return any(len(rest) <= DECORATION_CHARS or rest.isdigit() for rest in leftovers)


def is_common(password: str) -> bool:
    """Tell whether a password is a row of keys, hardly varied, or a famous word with decoration."""
    lowered = password.lower()
    return (
        len(set(lowered)) < LEAST_DIFFERENT
        or any(lowered in row for row in ROWS)
        or _is_decorated_stem(lowered)
        or _is_decorated_stem(lowered.translate(str.maketrans(*LOOK_ALIKES)))
    )


def common_rules() -> dict[str, Any]:
    """Return what `is_common` goes by, for a browser to judge a password while it is typed."""
    return {
        "minimum": MINIMUM_CHARS,
        "stems": COMMON_STEMS,
        "decoration": DECORATION_CHARS,
        "looks": LOOK_ALIKES,
        "rows": ROWS,
        "different": LEAST_DIFFERENT,
    }


def check_password(password: str) -> None:
    """Raise the error that says why `password` may not be used, if there is a reason."""
    if len(password) < MINIMUM_CHARS:
        raise PasswordTooShortError(minimum=MINIMUM_CHARS)
    if len(password) > MAXIMUM_CHARS:
        raise PasswordTooLongError(maximum=MAXIMUM_CHARS)
    if is_common(password):
        raise PasswordCommonError
