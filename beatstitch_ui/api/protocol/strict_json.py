"""Reads JSON as its standard has it: no NaN, no half characters, no numbers that nothing can hold."""

import json
from typing import Any, Never

LARGEST = 2**63 - 1  # of the database's integers
DIGITS = len(str(LARGEST)) + 1


def strict_json(body: bytes) -> Any:
    """Return what `body` says (RFC 8259); raises json.JSONDecodeError when it is not JSON of UTF-8.

    Numbers beyond 64 bits, NaN, Infinity and lone surrogates are refused though Python reads them:
    neither the database nor an answer can hold them.
    """
    try:
        found = json.loads(body.decode(), parse_constant=_refuse, parse_int=_integer, parse_float=_float)
        if rb"\ud" in body.lower():
            json.dumps(found, ensure_ascii=False).encode()
    except (UnicodeError, RecursionError) as error:
        raise json.JSONDecodeError("Not JSON of UTF-8", "", 0) from error
    return found


def _refuse(constant: str) -> Never:
    raise json.JSONDecodeError(f"{constant} is no JSON", "", 0)


def _integer(digits: str) -> int:
    number = int(digits) if len(digits) <= DIGITS else LARGEST + 1
    if abs(number) > LARGEST:
        raise json.JSONDecodeError("A number is too large", "", 0)
    return number


def _float(digits: str) -> float:
    number = float(digits)
    if abs(number) == float("inf"):
        raise json.JSONDecodeError("A number is too large", "", 0)
    return number
