"""Thai words in running text, which is written without spaces between them.

Paper and screen break lines at the same places; Qt on Windows finds none by itself.
"""

import hashlib
import re
from collections.abc import Iterable
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory

import nlpo3

# A piece never begins with a sign that belongs to the letter before it, nor with ๆ, ฯ or a silent
# letter; and it never ends with a vowel that belongs to the letter behind it.
_BOUND_TO_LEFT = re.compile("[ะ-ฺๅ-๎]|ฯ(?![ก-ฮ])|[ก-ฮ][ิุ]?์")
_BOUND_TO_RIGHT = re.compile("[เ-ไ]$")
# Single letters are words only in ณ and ธ; others are remains of a word that is not in the list.
_REMAINS = re.compile("[ก-ฆง-ฑฒดตถทนบ-ฮ]")
_THAI_END = re.compile("[ก-ฺเ-๎]$")
_THAI_START = re.compile("[ก-ฮเ-ไ]")
_SPACE_INSIDE = re.compile(r"\s(?!ๆ$)")


class Segmenter:
    """Splits text into words by the list in `words_file` (one word a line, UTF-8) and `extra`.

    Raises:
        OSError: when the file cannot be read.
        UnicodeDecodeError: when it is not UTF-8.
    """

    def __init__(self, words_file: Path, extra: Iterable[str] = ()) -> None:
        listed = words_file.read_text(encoding="utf-8-sig").splitlines()
        # A phrase with spaces would forbid the line break at its spaces.
        words = dict.fromkeys(w for w in [*listed, *extra] if w and not _SPACE_INSIDE.search(w))
        content = "\n".join(words) + "\n"
        self._dictionary = hashlib.sha256(content.encode()).hexdigest()
        _load(self._dictionary, content)

    def split(self, text: str) -> list[str]:
        """Return the words, spaces and signs of `text`; joined they are `text` again."""
        try:
            # WORKAROUND: safe=True of nlpo3 1.4.0 loses letters of some texts.
            pieces = nlpo3.segment(text, self._dictionary, safe=False)
        except UnicodeEncodeError:
            return [text]
        whole: list[str] = []
        for piece in pieces:
            if piece.startswith("ๆ") and whole[-1:] == [" "] and len(whole) > 1:
                whole[-2:] = [f"{whole[-2]} {piece}"]
            elif whole and not _may_break(whole[-1], piece):
                whole[-1] += piece
                if len(whole) > 1 and not _may_break(whole[-2], whole[-1]):
                    # A letter that is silent only together with its mark.
                    whole[-2:] = [whole[-2] + whole[-1]]
            else:
                whole.append(piece)
        return whole

    def with_breaks(self, text: str, mark: str = "\u200b") -> str:
        """Return `text` with `mark` wherever a line may break between two Thai words."""
        pieces = self.split(text)
        out = pieces[:1]
        for left, right in pairwise(pieces):
            if _THAI_END.search(left) and _THAI_START.match(right):
                out.append(mark)
            out.append(right)
        return "".join(out)


def _load(name: str, content: str) -> None:
    """Load a word list under a name made from its content.

    nlpo3 keeps lists for the whole process and never replaces one: equal names must mean equal
    lists. It reads files only, and one that it cannot read spoils all its lists for good.
    """
    with TemporaryDirectory() as folder:
        path = Path(folder) / "words.txt"
        path.write_text(content, encoding="utf-8", newline="\n")
        nlpo3.load_dict(str(path), name)


def _may_break(left: str, right: str) -> bool:
    if _BOUND_TO_LEFT.match(right) or _BOUND_TO_RIGHT.search(left):
        return False
    if _REMAINS.fullmatch(right) and _THAI_END.search(left):
        return False
    return not (_REMAINS.fullmatch(left) and _THAI_START.match(right))
