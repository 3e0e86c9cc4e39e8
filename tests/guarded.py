"""Runs the program under guard, in a process of its own: `oracle.run` starts this file, and nothing else should.

The first word of the command line is JSON: what to limit (by number of the limit), whether to hide the YAML parser in
C, and where to write how much memory was used. The rest goes to the program.
"""

import json
import os
import resource
import sys

FORBIDDEN = ("socket.", "subprocess.", "webbrowser.", "ftplib.", "urllib.", "pty.")
FORBIDDEN_TOO = {"os.system", "os.exec", "os.fork", "os.forkpty", "os.posix_spawn", "os.spawn"}
NOT_NEEDED = {"asyncio", "ftplib", "http", "importlib.metadata", "multiprocessing", "readline", "smtplib", "socket"}
NOT_NEEDED |= {"ssl", "subprocess", "urllib.request", "webbrowser", "xmlrpc"}
"""Modules with which it could reach out or keep what was typed; numpy and pyarrow bring some of them along."""

REFUSED = 97
"""How the process ends that opens a socket, starts another program, or is ready to."""


def guard(event: str, _: object) -> None:
    """End the process at once: an exception could be caught."""
    if event.startswith(FORBIDDEN) or event in FORBIDDEN_TOO:
        refuse(event)


def refuse(what: str) -> None:
    os.write(2, f"the program did what it never may: {what}\n".encode())
    os._exit(REFUSED)


def run() -> None:
    """Limit, hide, guard; then run the program, and write down the most memory it used, in kB.

    (The `ru_maxrss` of a process counts what its parent used as well.)
    """
    wishes = json.loads(sys.argv.pop(1))
    if wishes["pure"]:
        import yaml

        del yaml.CSafeLoader
    memory, status = os.open(wishes["memory"], os.O_WRONLY), os.open("/proc/self/status", os.O_RDONLY)
    from hipback.cli import main

    for limit, most in wishes["limits"].items():
        resource.setrlimit(int(limit), (most, most))
    sys.addaudithook(guard)

    try:
        main()
    finally:
        os.write(memory, os.read(status, 10_000).split(b"VmHWM:")[1].split()[0])
        if "numpy" not in sys.modules and (found := NOT_NEEDED & sys.modules.keys()):
            refuse(f"import {' and '.join(sorted(found))}")


if __name__ == "__main__":
    run()
