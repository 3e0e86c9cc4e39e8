"""The command `hipback`, which is also `python -m hipback`."""

import sys

if __name__ == "__main__" and not sys.flags.safe_path:
    del sys.path[0]  # the current folder, which may hold a yaml.py of somebody else

import signal  # it could be there too


def main() -> None:
    """Run the command line. While it is being read there is nothing to save: there Ctrl-C simply ends it."""
    if signal.getsignal(signal.SIGINT) is signal.default_int_handler:
        signal.signal(signal.SIGINT, signal.SIG_DFL)
    from hipback.cli import main

    main()


if __name__ == "__main__":
    main()
