"""The door to the everyday commands: `python3 dev.py run`, `python3 dev.py test`, and more.

Needs Python 3.11 or newer and nothing else. The commands themselves stand in the folder `dev`.
"""

import runpy
import sys

if sys.version_info < (3, 11):  # noqa: UP036 - older ones must hear it
    sys.exit("OneHome needs Python 3.11 or newer; this is Python " + sys.version.split()[0])

if __name__ == "__main__":
    runpy.run_module("dev", run_name="__main__", alter_sys=True)
