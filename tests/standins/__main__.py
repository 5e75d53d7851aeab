"""`python -m tests.standins`: installs the vendors' stand-ins, or says why it cannot."""

import sys

from tests.standins.installing import NotInstalled, modules

if __name__ == "__main__":
    try:
        modules()
    except NotInstalled as error:
        sys.exit(str(error))
