"""The filter of system calls is well formed on both machines that it is made for."""

import pytest

from core.sandbox import seccomp
from core.sandbox.syscalls import LAST_KNOWN, numbers


@pytest.mark.parametrize("machine", ["x86_64", "aarch64"])
@pytest.mark.parametrize("starts", seccomp.Starts)
def test_every_jump_of_the_filter_ends_inside_it(machine: str, starts: seccomp.Starts) -> None:
    lines = seccomp.program(machine, 1, 0, starts)
    assert len(lines) < 4096
    for place, (operation, if_true, if_false, _) in enumerate(lines):
        assert max(if_true, if_false) < 256
        assert operation == seccomp.RETURN or place + 1 + max(if_true, if_false) < len(lines)
    assert lines[-1] == (seccomp.RETURN, 0, 0, seccomp.ALLOW)


def test_both_machines_deny_the_same_but_what_64_bit_arm_never_had() -> None:
    x86, arm = numbers("x86_64"), numbers("aarch64")
    assert set(arm) <= set(x86)
    assert max(*x86.values(), *arm.values()) <= LAST_KNOWN
    for table in (x86, arm):
        assert len(set(table.values())) == len(table)
