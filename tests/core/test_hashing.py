"""Equal values and equal files have equal identities, whatever their order or size."""

import hashlib
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from core.hashing import BLOCK_BYTES, canonical_json, digest, file_checksum

values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=12,
)


@given(st.dictionaries(st.text(), values, max_size=6))
def test_the_order_of_keys_does_not_matter(value: dict[str, object]) -> None:
    assert digest(dict(reversed(value.items()))) == digest(value)


def test_canonical_json_is_sorted_and_without_white_space() -> None:
    assert canonical_json({"b": [1, 2.5, None], "a": {"y": True, "x": "é"}}) == (
        '{"a":{"x":"\\u00e9","y":true},"b":[1,2.5,null]}'
    )


def test_a_digest_is_the_sha_256_of_the_canonical_json() -> None:
    assert digest({"a": 1}) == hashlib.sha256(b'{"a":1}').hexdigest()


def test_different_values_differ() -> None:
    assert len({digest(value) for value in (1, "1", [1], {"1": 1}, 1.5, None, True)}) == 7


def test_a_checksum_covers_every_byte_of_a_file_larger_than_a_block(tmp_path: Path) -> None:
    data = bytes(range(256)) * (BLOCK_BYTES // 256 * 2) + b"end"
    path = tmp_path / "a"
    path.write_bytes(data)
    assert file_checksum(path) == hashlib.sha256(data).hexdigest()
    path.write_bytes(data[:-1] + b"D")
    assert file_checksum(path) != hashlib.sha256(data).hexdigest()
