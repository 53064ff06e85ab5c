"""Reads JSON as its standard has it: no NaN, no half characters, no numbers that nothing can hold."""

import json
import sys
from typing import Any, Never

LARGEST_WHOLE = 2**53  # up to which every whole number is a double, as RFC 8259 counts on
LARGEST = 2**63 - 1  # of the database's integers
DIGITS = len(str(LARGEST)) + 1
HUGE = sys.float_info.max


def strict_json(body: bytes) -> Any:
    """Return what `body` says (RFC 8259); raises json.JSONDecodeError when it is not JSON of UTF-8.

    NaN, Infinity and lone surrogates are refused though Python reads them: neither the database nor an
    answer can hold them. Of numbers beyond 64 bits only their size is kept, for bounds to refuse; 5.0 is 5.
    A byte order mark, as Windows writes it, is passed over.
    """
    try:
        found = json.loads(
            body.decode("utf-8-sig"), parse_constant=_refuse, parse_int=_integer, parse_float=_float
        )
        if rb"\ud" in body.lower():
            json.dumps(found, ensure_ascii=False).encode()
    except (UnicodeError, RecursionError) as error:
        raise json.JSONDecodeError("Not JSON of UTF-8", "", 0) from error
    return found


def _refuse(constant: str) -> Never:
    raise json.JSONDecodeError(f"{constant} is no JSON", "", 0)


def _integer(digits: str) -> int | float:
    number = int(digits) if len(digits) <= DIGITS else None
    return number if number is not None and abs(number) <= LARGEST else _float(digits)


def _float(digits: str) -> int | float:
    number = max(-HUGE, min(HUGE, float(digits)))
    return int(number) if number.is_integer() and abs(number) <= LARGEST_WHOLE else number
