"""The system libraries Qt needs on Linux, and the programs that tests call."""

import ctypes
import os
import shlex
import shutil
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Need:
    """A shared library or a program, and the Debian or Ubuntu package that brings it."""

    name: str
    package: str

    def missing(self) -> bool:
        """Whether it isn't there; a library is loaded to see, as Qt would load it."""
        if ".so" not in self.name:
            return shutil.which(self.name) is None
        try:
            ctypes.CDLL(self.name)
        except OSError:
            return True
        return False


# What Qt6Gui itself links, with or without a display (read from the wheel with readelf).
CORE = (
    Need("libEGL.so.1", "libegl1"),
    Need("libGL.so.1", "libgl1"),
    Need("libX11.so.6", "libx11-6"),
    Need("libdbus-1.so.3", "libdbus-1-3"),
    Need("libfontconfig.so.1", "libfontconfig1"),
    Need("libfreetype.so.6", "libfreetype6"),
    Need("libgthread-2.0.so.0", "libglib2.0-0"),
    Need("libxkbcommon.so.0", "libxkbcommon0"),
)
# What its plugin for X11 links besides.
X11 = (
    Need("libX11-xcb.so.1", "libx11-xcb1"),
    Need("libxcb-cursor.so.0", "libxcb-cursor0"),
    Need("libxcb-icccm.so.4", "libxcb-icccm4"),
    Need("libxcb-image.so.0", "libxcb-image0"),
    Need("libxcb-keysyms.so.1", "libxcb-keysyms1"),
    Need("libxcb-randr.so.0", "libxcb-randr0"),
    Need("libxcb-render-util.so.0", "libxcb-render-util0"),
    Need("libxcb-render.so.0", "libxcb-render0"),
    Need("libxcb-shape.so.0", "libxcb-shape0"),
    Need("libxcb-shm.so.0", "libxcb-shm0"),
    Need("libxcb-sync.so.1", "libxcb-sync1"),
    Need("libxcb-util.so.1", "libxcb-util1"),
    Need("libxcb-xfixes.so.0", "libxcb-xfixes0"),
    Need("libxcb-xkb.so.1", "libxcb-xkb1"),
    Need("libxkbcommon-x11.so.0", "libxkbcommon-x11-0"),
)
WAYLAND = (
    Need("libwayland-cursor.so.0", "libwayland-cursor0"),
    Need("libwayland-egl.so.1", "libwayland-egl1"),
)
TESTS = (Need("pdftotext", "poppler-utils"),)


def has_display() -> bool:
    """Whether a window can be shown; only Linux machines may have none."""
    if not sys.platform.startswith("linux"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def window_libraries() -> tuple[Need, ...]:
    """What a window needs on this desktop."""
    return X11 + WAYLAND if os.environ.get("WAYLAND_DISPLAY") else X11


def provide(needs: Sequence[Need]) -> bool:
    """Install what is missing where that is possible; False if something still is."""
    if not sys.platform.startswith("linux"):
        return True
    packages = [need.package for need in needs if need.missing()]
    return not packages or install(packages)


def install(packages: Sequence[str]) -> bool:
    """Install packages with apt when we may; otherwise print the line to type."""
    command = ["apt-get", "install", "-y", "--no-install-recommends", *packages]
    right = right_to_install()
    if right is None:
        print("System packages are missing. Install them with:")
        print(f"  sudo {shlex.join(command)}")
        return False
    print(f"Installing system packages: {' '.join(packages)}")
    return apt(right, command) or (apt(right, ["apt-get", "update"]) and apt(right, command, True))


def right_to_install() -> list[str] | None:
    """The words before apt-get that let us use it without a question, or None."""
    if sys.platform == "win32" or shutil.which("apt-get") is None:
        return None
    if os.geteuid() == 0:
        return []
    if shutil.which("sudo") is None:
        return None
    quiet = subprocess.run(["sudo", "-n", "true"], capture_output=True, check=False)
    return ["sudo", "-n"] if quiet.returncode == 0 else None


def apt(right: list[str], command: list[str], tell: bool = False) -> bool:
    """Run apt-get without questions; tell of a failure only after the last attempt."""
    words = [*right, "env", "DEBIAN_FRONTEND=noninteractive", *command]
    words += ["-qq", "-o", "DPkg::Lock::Timeout=120"]
    done = subprocess.run(words, capture_output=True, text=True, errors="replace", check=False)
    if done.returncode != 0 and tell:
        print(done.stderr.strip() or done.stdout.strip())
        print(f"That failed. To try it yourself:\n  {shlex.join([*right, *command])}")
    return done.returncode == 0
