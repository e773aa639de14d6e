"""Words that hold others together: looked for in phrases, and not required between other words."""

from __future__ import annotations

from .folding import fold

_WORDS = {
    "en": (
        "a an the of in on at to for from by with and or as is are was were be been that this these "
        "those it its their his her which who whom whose what when where how why during into under "
        "against about between within without upon not no do does did has have had than then there"
    ),
    "fr": (
        "le la les l un une des de du d à au aux en dans par pour sur avec sans sous et ou est sont "
        "qui que quoi dont où ce cet cette ces son sa ses leur leurs se ne pas plus pendant lors "
        "entre contre chez vers dès afin ainsi comme"
    ),
    "es": (
        "el la los las un una unos unas de del a al en por para con sin sobre y e o u es son que "
        "quien cual cuyo este esta estos estas ese esa su sus se no más durante entre contra hacia "
        "desde hasta como lo"
    ),
    "ru": (
        "и в во на с со к ко о об от до для по из за при под над у не ни а но или же бы что как "
        "который которая которые это этот эта эти его ее их они он она оно мы вы я том того чем "
        "между через без отношении"
    ),
    "ar": (
        "في من على إلى عن مع أو ثم أن إن التي الذي الذين اللذين هذا هذه ذلك تلك كل بين عند بعد قبل ضد "
        "دون خلال حول لدى ما لا لم لن كما قد هو هي هم أي و"
    ),
}
_LANGUAGES: dict[str, tuple[str, ...]] = {}
for _language, _listed in _WORDS.items():
    for _word in map(fold, _listed.split()):
        _LANGUAGES[_word] = (*_LANGUAGES.get(_word, ()), _language)


def is_function_word(word: str) -> bool:
    """Test whether a word that was typed only holds others together, in whichever language."""
    return fold(word) in _LANGUAGES


def languages_of_function_word(word: str) -> tuple[str, ...]:
    """Return the languages in which a word holds others together."""
    return _LANGUAGES.get(fold(word), ())
