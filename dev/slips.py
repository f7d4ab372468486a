"""Names as clerks mistype them, made by chance from a seed."""

import random
from collections.abc import Callable

# Letters of one sound; and what is heard alike where a name begins with it or holds it.
_GROUPS = ("ศษส", "ณน", "ฎด", "ฏต", "ฐถฑทฒธ", "ภพ", "ญย", "ฬล", "ใไ", "ีิ", "ูุ", "ฆค")
_HEARD = (("ทร", "ซ"), ("ซ", "ทร"), ("ศรี", "สี"), ("รร", "ัน"), ("ัย", "ไย"))
_TONES = "่้๊๋"
_ABOVE = "ัิีึืุู"
Slip = Callable[[str, random.Random], str]


def sounds_alike(name: str, chance: random.Random) -> str:
    """Write a letter by another of its sound."""
    places = [(i, g) for i, letter in enumerate(name) for g in _GROUPS if letter in g]
    if not places:
        return name
    at, group = chance.choice(places)
    other = chance.choice([letter for letter in group if letter != name[at]])
    return name[:at] + other + name[at + 1 :]


def heard_otherwise(name: str, chance: random.Random) -> str:
    """Write ทร as ซ, ศรี as สี, รร as ัน."""
    known = [(one, other) for one, other in _HEARD if one in name]
    return name.replace(*chance.choice(known), 1) if known else sounds_alike(name, chance)


def no_silent_letter(name: str, chance: random.Random) -> str:
    """Forget the การันต์, or the letter under it too."""
    at = name.find("์")
    if at < 1:
        return sounds_alike(name, chance)
    return name[: at - chance.choice((0, 1))] + name[at + 1 :]


def another_tone(name: str, chance: random.Random) -> str:
    """Type a tone mark twice, another one, or none."""
    places = [i for i, letter in enumerate(name) if letter in _TONES]
    if not places:
        return sounds_alike(name, chance)
    at = chance.choice(places)
    mark = chance.choice(("", name[at] * 2, chance.choice(_TONES)))
    return name[:at] + mark + name[at + 1 :]


def marks_in_disorder(name: str, chance: random.Random) -> str:
    """Type a tone mark before its vowel, แ as two เ, ำ in two pieces."""
    pairs = [i for i in range(len(name) - 1) if name[i] in _ABOVE and name[i + 1] in _TONES]
    if pairs:
        at = chance.choice(pairs)
        return name[:at] + name[at + 1] + name[at] + name[at + 2 :]
    if "แ" in name or "ำ" in name:
        return name.replace("แ", "เเ").replace("ำ", "ํา")
    return another_tone(name, chance)


def slip_of_the_finger(name: str, chance: random.Random) -> str:
    """Leave a letter out, type it twice, or change it with the next."""
    at = chance.randrange(1, max(2, len(name) - 1))
    left, right = name[:at], name[at:]
    return chance.choice(
        (left + right[1:], left + right[:1] + right, left + right[1::-1] + right[2:])
    )


SLIPS: dict[str, Slip] = {
    "a letter of the same sound": sounds_alike,
    "as it is heard": heard_otherwise,
    "no silent letter": no_silent_letter,
    "tone marks": another_tone,
    "order of marks": marks_in_disorder,
    "slip of the finger": slip_of_the_finger,
}
