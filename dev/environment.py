"""The virtual environment in the checkout, filled from the lock file with hashes checked."""

import hashlib
import importlib.util
import shutil
import subprocess
import sys
from pathlib import Path

from dev import system

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
LOCK = ROOT / "requirements.lock"
RUNTIME_LOCK = ROOT / "requirements-runtime.lock"
STAMP = VENV / "installed-lock"


def python() -> Path:
    """The interpreter inside `.venv`."""
    return VENV / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")


def prepare() -> None:
    """Make `.venv` as the lock file wants it; done at once when it already is."""
    if stamped() == wanted_stamp() and python().exists():
        return
    if not usable():
        make()
    STAMP.unlink(missing_ok=True)
    print(f"Installing the locked packages into {VENV.name} ...")
    install()
    STAMP.write_text(wanted_stamp(), encoding="utf-8", newline="\n")


def stamped() -> str:
    """What was installed completely, or nothing."""
    try:
        return STAMP.read_text(encoding="utf-8")
    except (OSError, ValueError):
        return ""


def wanted_stamp() -> str:
    """The lock file's contents in short, without regard to line endings."""
    return hashlib.sha256(LOCK.read_bytes().replace(b"\r\n", b"\n")).hexdigest()


def usable() -> bool:
    """Whether `.venv` has a Python with pip that runs; a set-up may have been broken off."""
    if not python().exists():
        return False
    done = subprocess.run([python(), "-m", "pip", "--version"], capture_output=True, check=False)
    return done.returncode == 0


def make() -> None:
    """Make `.venv` from nothing."""
    if Path(sys.prefix).resolve() == VENV:
        sys.exit(f"{VENV.name} is damaged and in use: run dev.py with another Python.")
    if importlib.util.find_spec("ensurepip") is None:
        # Debian and Ubuntu keep this part of Python in a package of its own.
        package = f"python3.{sys.version_info.minor}-venv"
        if not system.install([package]):
            sys.exit("Python's venv is missing.")
    print(f"Making {VENV.name} with Python {sys.version.split()[0]} ...")
    done = subprocess.run([sys.executable, "-m", "venv", "--clear", str(VENV)], check=False)
    if done.returncode != 0:
        sys.exit(f"{VENV} could not be made.")


def install() -> None:
    """Install exactly the locked wheels; pip refuses a file whose hash isn't in the lock."""
    command = [str(python()), "-m", "pip", "install", "--require-hashes", "--no-deps"]
    command += ["--only-binary=:all:", "--disable-pip-version-check", "--no-input", "--quiet"]
    done = subprocess.run([*command, "-r", str(LOCK)], check=False)
    if done.returncode != 0:
        sys.exit("The packages could not be installed; see pip's message above.")


def lock(extra: list[str]) -> int:
    """Write both lock files; one set of versions serves every system and every Python."""
    uv = shutil.which("uv", path=str(python().parent)) or shutil.which("uv")
    if uv is None:
        sys.exit("dev.py lock needs uv: https://docs.astral.sh/uv/")
    command = [uv, "pip", "compile", "pyproject.toml", "--quiet", "--universal", "--no-config"]
    command += ["--python-version", "3.11", "--fork-strategy", "fewest", "--generate-hashes"]
    command += ["--no-emit-index-url", "--no-emit-find-links"]
    command += ["--custom-compile-command", "python3 dev.py lock", *extra]
    whole = subprocess.run([*command, "--group", "dev", "-o", LOCK.name], cwd=ROOT, check=False)
    if whole.returncode != 0:
        return whole.returncode
    command += ["--constraint", LOCK.name, "-o", RUNTIME_LOCK.name]
    return subprocess.run(command, cwd=ROOT, check=False).returncode
