"""What two spellings of one Thai name have in common, as they sound when read aloud."""

import re
from collections.abc import Sequence
from functools import lru_cache

from desktop.thai.text import search_key

# Letters of one sound, long vowels with their short ones; tone marks and ็ say nothing here.
_SOUNDS = str.maketrans(
    "ณญฎฏฐฑฒธถภศษฬฆฌใีูื",
    "นยดตทททททพสสลคชไิุึ",
    "\u0e48\u0e49\u0e4a\u0e4b\u0e47",
)
_SILENT = re.compile("[ก-ฮ][ิุ]?์")
_AI_BEFORE = re.compile("ไ([ก-ฮ])ย?")
_AI_AFTER = re.compile("ัย")
_RO_HAN = re.compile("รร(?=[ก-ฮ])")
_DOUBLE = re.compile(r"([ก-ฮ])\1+")
# ทราย is spoken ซาย and ศรี สี; within a name, as in อินทรา, ทร are two sounds.
_SO = re.compile("^ทร", re.MULTILINE)
_SO_SILENT = re.compile("สร(?=[ก-ฮะาิุึเแโไั])")


@lru_cache(maxsize=1 << 18)
def skeleton(text: str) -> str:
    """Return the sounds of a name: ณ is น, ศ and ษ are ส, ใ is ไ, no tone marks, no การันต์."""
    return _skeleton(search_key(text))


def _skeleton(key: str) -> str:
    sounds = _SILENT.sub("", key).translate(_SOUNDS)
    sounds = _RO_HAN.sub("ั", sounds).replace("รร", "ัน")
    sounds = _AI_AFTER.sub("ไ", _AI_BEFORE.sub(r"\1ไ", sounds)).replace("์", "")
    return _DOUBLE.sub(r"\1", sounds)


def sounds(keys: Sequence[str]) -> list[str]:
    """Return how each of these search keys may be misheard: its skeleton, ทร as ซ and ศร as ส.

    All at once: a province's names take as long as a few hundred one by one.
    """
    together = _SO.sub("ซ", _skeleton("\n".join(keys)))
    return _SO_SILENT.sub("ส", together).split("\n")
