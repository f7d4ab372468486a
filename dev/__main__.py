"""What `python3 dev.py COMMAND` does.

Standard library only: it runs before anything is installed.
"""

import argparse
import os
import subprocess
import sys
from collections.abc import Callable

from dev import checks, environment, system, trial

MODULES = {
    "bench": "measure against other libraries, as ratios within one run",
    "shots": "screenshots of every screen, from a scripted tour",
    "scans": "how well ticks are read from made scans of the leaflet",
    "places": "write where the leaflet's boxes and lines stand, as data",
    "licences": "write the list of Python packages shipped, with their licences",
}
PASSING = {"test", "proofs", "lock", *MODULES}


def main(words: list[str]) -> int:
    """Run one command; the rest of the line goes on to what it calls."""
    # What follows a passing command belongs to the program behind it, --help included.
    own = 1 if words and words[0] in PASSING else len(words)
    options = parser().parse_args(words[:own])
    os.chdir(environment.ROOT)
    return int(options.command(options, words[own:]))


def parser() -> argparse.ArgumentParser:
    """The commands and their few own options."""
    root = argparse.ArgumentParser(prog="dev.py", description="Everyday commands of OneHome.")
    commands = root.add_subparsers(title="commands", required=True, metavar="COMMAND")
    add(commands, "setup", "make .venv with the locked packages, hashes checked", set_up)
    run = add(commands, "run", "open the window on a demo province", run_program)
    run.add_argument("--headless", action="store_true", help="do the main job without a window")
    run.add_argument(
        "--scale", default="0.1", help="size of the demo province (default 0.1, 1 = all)"
    )
    add(commands, "test", "format, lint, types and all tests; arguments go to pytest", test)
    add(commands, "proofs", "the slow tests; arguments go to pytest", proofs)
    add(commands, "lock", "renew the lock files from pyproject.toml (needs uv)", lock)
    for name, meaning in MODULES.items():
        add(commands, name, meaning, run_module).set_defaults(module=name)
    return root


def add(
    commands: "argparse._SubParsersAction[argparse.ArgumentParser]",
    name: str,
    meaning: str,
    command: Callable[[argparse.Namespace, list[str]], int],
) -> argparse.ArgumentParser:
    """Declare one command."""
    one = commands.add_parser(name, help=meaning, description=meaning, allow_abbrev=False)
    one.set_defaults(command=command)
    return one


def set_up(options: argparse.Namespace, rest: list[str]) -> int:
    """Prepare `.venv` only."""
    environment.prepare()
    print(f"Ready: {environment.python()}")
    return 0


def run_program(options: argparse.Namespace, rest: list[str]) -> int:
    """Show the program on a demo province, in a window where there is a display."""
    environment.prepare()
    headless = options.headless or not system.has_display()
    wanted = system.CORE if headless else system.CORE + system.window_libraries()
    complete = system.provide(wanted)
    if not headless and not complete:
        return 1
    return trial.run(environment.python(), headless=headless, scale=options.scale)


def test(options: argparse.Namespace, rest: list[str]) -> int:
    """Every check there is; pytest comes last, so its summary is the last line."""
    environment.prepare()
    system.provide(system.CORE + system.TESTS)
    return checks.run_all(environment.python(), rest)


def proofs(options: argparse.Namespace, rest: list[str]) -> int:
    """The slow tests, one after the other."""
    environment.prepare()
    system.provide(system.CORE + system.TESTS)
    return checks.run_proofs(environment.python(), rest)


def run_module(options: argparse.Namespace, rest: list[str]) -> int:
    """Run `dev/NAME.py` with the project's own Python."""
    environment.prepare()
    system.provide(system.CORE)
    # Never on a real screen: pictures must not depend on the desktop they were taken on.
    surroundings = {"QT_QPA_PLATFORM": "offscreen"} | os.environ
    command = [str(environment.python()), "-m", f"dev.{options.module}", *rest]
    return subprocess.run(command, env=surroundings, check=False).returncode


def lock(options: argparse.Namespace, rest: list[str]) -> int:
    """Resolve pyproject.toml for all systems and Pythons at once; arguments go to uv."""
    return environment.lock(rest)


if __name__ == "__main__":
    # Our lines and those of the programs we start must come out in the order they happened.
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace", line_buffering=True)
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        sys.exit(130)
