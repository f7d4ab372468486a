"""Write where the leaflet's boxes and lines stand, noted while its forms are drawn.

`python3 dev.py places`. A version that was printed keeps its places for good: when the pages
change, raise the layout's version first.
"""

import argparse
import json

from desktop.domain.geometry import to_data
from desktop.domain.leaflet_layout import LeafletLayout, load_leaflet
from desktop.printing.leaflet.document import VERSION, geometry
from desktop.printing.typesetter.fonts import FontSet
from desktop.printing.typesetter.paragraph import Typesetter
from desktop.thai.words import Segmenter
from dev.environment import ROOT


def main() -> int:
    """Write the file, unless it is there with other places."""
    argparse.ArgumentParser(description=__doc__).parse_args()
    found = geometry(typesetter(), shipped_leaflet())
    target = ROOT / "resources" / "layouts" / "leaflet" / f"{found.version}.json"
    # A line a place: what a later layout moves is seen in the difference of the files.
    text = json.dumps(to_data(found), ensure_ascii=False)
    text = text.replace('{"kind"', '\n{"kind"').replace(', "C": {', ',\n"C": {')
    if target.exists() and target.read_text(encoding="utf-8") != text + "\n":
        print(f"{target.name} has other places; raise the version, or delete it if never printed")
        return 1
    target.write_text(text + "\n", encoding="utf-8")
    print(target.name, ", ".join(f"{k} {len(v.places)}" for k, v in found.sides.items()))
    return 0


def shipped_leaflet() -> LeafletLayout:
    """Return the leaflet's texts as they ship."""
    file = ROOT / "resources" / "layouts" / "leaflet" / f"{VERSION}.toml"
    return load_leaflet(file.read_text(encoding="utf-8"), "leaflet", VERSION, file.name)


def typesetter() -> Typesetter:
    """Return a typesetter as the program has it."""
    fonts, words = ROOT / "resources" / "fonts", ROOT / "resources" / "words"
    faces = FontSet(fonts / "Sarabun-Regular.ttf", fonts / "Sarabun-Bold.ttf")
    return Typesetter(faces, Segmenter(words / "words_th.txt", []).split)


if __name__ == "__main__":
    raise SystemExit(main())
