"""Names of nobody: put together from syllables of five scripts, some often, most seldom."""

from __future__ import annotations

from collections.abc import Callable
from itertools import product
from random import Random

_LATIN = (
    "Ma Jo Al Ca Fe Ro Ju An Lu Is Te Gó Hé Ñu Çe Şa",
    "ri ra le mi no se ta ló",
    "na ño ez ela ías és o a",
)
_CYRILLIC = (
    "Ми Але Вла Та Е Ни Свя Ан Ёл Бо",
    "ха ке ди тья ле ко то ри",
    "ил ндр мир на й в нова енко",
)
_ARABIC = ("عبد مح خا فا يو سل نو ر أم إب", "ال ما لي رو سا دي حم طي", "د ة ن ف م ى ان ير")
_DEVANAGARI = ("रा सी मो प्री अ दी कु नि", "म ता ह या नि पि मा श", "न र ल देव ती का णी ज")
_CHINESE = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗",
    "伟芳娜秀英敏静丽强磊军洋勇艳杰娟涛明超兰霞平刚桂",
)


def generator(seed: int) -> Callable[[], str]:
    """Return a call that gives another name each time, the same ones for the same seed."""
    random = Random(seed)
    scripts = [_of_words(random, *parts) for parts in (_LATIN, _CYRILLIC, _ARABIC, _DEVANAGARI)]
    scripts.append(_of_characters(random, *_CHINESE))
    # By share: four in ten are Latin, one in ten Chinese.
    shares = (0, 0, 0, 0, 1, 1, 2, 2, 3, 4)
    return lambda: scripts[shares[int(random.random() * 10)]]()


def _of_words(random: Random, starts: str, middles: str, ends: str) -> Callable[[], str]:
    syllables = product(starts.split(), middles.split(), ends.split())
    given = ["".join(parts) for parts in syllables]
    random.shuffle(given)
    family = [f"{one}{end}" for one in given for end in random.sample(ends.split(), 4)]

    def name() -> str:
        # The square makes some names common and most rare.
        first, second = (family[int(len(family) * random.random() ** 2)] for _ in range(2))
        one = given[int(len(given) * random.random() ** 3)]
        return f"{one} {first} {second}" if random.random() < 0.6 else f"{one} {first}"

    return name


def _of_characters(random: Random, families: str, given: str) -> Callable[[], str]:
    def name() -> str:
        family = families[int(len(families) * random.random() ** 2)]
        return family + "".join(random.choices(given, k=2 if random.random() < 0.8 else 1))

    return name
