"""Takes privileges away from its own process; as a script, it then becomes another program.

`python -I -S shim.py OPTIONS -- PROGRAM ARGUMENT...`, where OPTIONS is the JSON of `Limits`, of
`permissions` and of `parent`, the process whose death this one must not survive. It imports the
standard library only, and of that as little as possible, because every ffmpeg of ours starts through it.
"""

import json
import os
import resource
import signal
import sys

if __name__ == "__main__":
    # It is started without a search path, and a confined process can't list what lies beside the package.
    package = type(sys)("core")
    package.__path__ = [os.path.dirname(os.path.dirname(os.path.abspath(__file__)))]  # noqa: PTH100, PTH120
    sys.modules["core"] = package

from core.sandbox.confinement import confine

PR_SET_PDEATHSIG = 1
PR_SET_NO_NEW_PRIVS = 38
EXIT_ORPHANED = 125
EXIT_NOT_STARTED = 127
# Where memory runs out, the kernel ends a child before the program that it works for, and its database.
OOM_SCORE = 500

BOUNDS = {
    "address_space_bytes": resource.RLIMIT_AS,
    "cpu_s": resource.RLIMIT_CPU,
    "file_size_bytes": resource.RLIMIT_FSIZE,
    "open_files": resource.RLIMIT_NOFILE,
}


def restrict(options: dict, *, becomes_a_program: bool = False) -> None:
    """Bind this process to `options`; it exits when its parent is already gone."""
    if sys.platform == "linux":
        die_with_parent_and_gain_nothing()
    if os.getppid() != options["parent"]:
        os._exit(EXIT_ORPHANED)
    for name, kind in BOUNDS.items():
        bound = options.get(name)
        if bound is not None:
            lower(kind, bound)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if sys.platform == "linux":
        lower(resource.RLIMIT_RTPRIO, 0)
        lower(resource.RLIMIT_NICE, 0)
        end_first_when_memory_runs_out()
    if options.get("nice"):
        os.nice(options["nice"])
    os.umask(0o077)
    confine(options["permissions"], becomes_a_program=becomes_a_program)


def lower(kind: int, bound: int) -> None:
    """Set a resource limit, never above the one already in force."""
    _, hard = resource.getrlimit(kind)
    bound = bound if hard == resource.RLIM_INFINITY else min(bound, hard)
    try:
        resource.setrlimit(kind, (bound, bound))
    except (ValueError, OSError):
        # macOS knows no limit of the address space; the other limits still hold there.
        if sys.platform == "linux":
            raise


def die_with_parent_and_gain_nothing() -> None:
    """End this process when the thread that started it ends, and let no program give it privileges."""
    import ctypes  # noqa: PLC0415 - only Linux needs it, and it costs start-up time

    libc = ctypes.CDLL(None, use_errno=True)
    for option, value in ((PR_SET_PDEATHSIG, signal.SIGKILL), (PR_SET_NO_NEW_PRIVS, 1)):
        if libc.prctl(option, int(value), 0, 0, 0) != 0:
            raise OSError(ctypes.get_errno(), "prctl refused")


def end_first_when_memory_runs_out() -> None:
    try:
        with open("/proc/self/oom_score_adj", "r+b", buffering=0) as score:  # noqa: PTH123 - pathlib is slow to import
            if int(score.read()) < OOM_SCORE:
                score.seek(0)
                score.write(b"%d" % OOM_SCORE)
    except OSError:  # one that is confined already has its score, and some containers have no such file
        return


def main() -> None:
    options = json.loads(sys.argv[1])
    command = sys.argv[3:]
    restrict(options, becomes_a_program=not options["starts_others"])
    signal.signal(signal.SIGXFSZ, signal.SIG_DFL)
    signal.signal(signal.SIGPIPE, signal.SIG_DFL)
    try:
        os.execvp(command[0], command)  # noqa: S606 - becoming the program is the purpose
    except OSError as error:
        sys.stderr.write(f"{command[0]}: {error.strerror}\n")
        os._exit(EXIT_NOT_STARTED)


if __name__ == "__main__":
    main()
