"""Write `resources/licences/python-packages.md`: what the program installs, and its licences."""

import re
import sys
from importlib import metadata

from dev.environment import ROOT, RUNTIME_LOCK

TARGET = ROOT / "resources" / "licences" / "python-packages.md"
HEAD = """# Python packages that the program needs

Written by `python3 dev.py licences` from the packages' own metadata, without development tools.

| package | version | licence |
|---|---|---|
"""
# Read from the licence file in the package, which states it nowhere else.
UNSAID = {
    "sqlcipher3": "Zlib (SQLCipher inside it: BSD-3-Clause)",
    "pyxform": "BSD-2-Clause",
}


def main() -> int:
    """List every package of the runtime lock that this system installs."""
    names = re.findall(r"^([\w.-]+)==", RUNTIME_LOCK.read_text(encoding="utf-8"), re.MULTILINE)
    rows = []
    for name in names:
        try:
            found = metadata.distribution(name)
        except metadata.PackageNotFoundError:
            continue  # wanted on another system only
        rows.append(f"| {found.name} | {found.version} | {licence(found)} |")
    TARGET.write_text(HEAD + "\n".join(rows) + "\n", encoding="utf-8", newline="\n")
    print(TARGET)
    return 0


def licence(package: metadata.Distribution) -> str:
    """The licence as the package states it: expression, classifiers, or the first line of text."""
    said = package.metadata
    if "License-Expression" in said:
        return said["License-Expression"]
    classes = [
        one.rpartition(" :: ")[2]
        for one in said.get_all("Classifier") or []
        if one.startswith("License :: ") and one != "License :: OSI Approved"
    ]
    text = said["License"].strip() if "License" in said else ""
    return ", ".join(classes) or (
        text.splitlines()[0] if text else UNSAID.get(package.name, "not stated")
    )


if __name__ == "__main__":
    sys.exit(main())
