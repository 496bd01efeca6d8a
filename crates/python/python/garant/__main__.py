"""The program `garant`, from the wheel: the same code as the binary."""

import signal
import sys
from typing import NoReturn

from garant import _garant


def main() -> NoReturn:
    # Ctrl-C ends it at once, as it ends the binary: nothing is ever half written.
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    raise SystemExit(_garant.program(["garant", *sys.argv[1:]]))


if __name__ == "__main__":
    main()
