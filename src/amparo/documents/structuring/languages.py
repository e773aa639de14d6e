"""Which language a text is in, and where a file goes over from one language to another."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from amparo.documents.structure import LANGUAGES

from .seams import is_ended

_ARABIC = re.compile("[\u0621-\u063a\u0641-\u064a]")
_PERSIAN = re.compile("[\u067e\u0686\u0698\u06a9\u06af\u06cc]")
_CYRILLIC = re.compile("[\u0400-\u04ff]")
_CHINESE = re.compile("[\u3400-\u9fff]")
_LATIN = re.compile("[A-Za-zÀ-ÿ]")
_WORD = re.compile(r"[^\W\d_]+")

# Small words that tell languages of the Latin alphabet apart; those of two languages are left out.
_SMALL = {
    "en": "the of and to shall is that which be by with for this its article parties state",
    "fr": "les des du et une est aux dans ou sur par pour ses cette présent droits états partie",
    "es": "los el las del y una para por con su sus al presente derechos estados artículo",
    "nl": "het een van en deze aan dat zijn te voor wordt bij staat verdrag partij worden",
    "de": "der die das und ist nicht mit auf ein eine zu oder hat jeder recht",
    "pt": "os dos das uma ao ou não em direito todo toda pessoa tem pela seus",
    "sl": "je in ali pravico vsakdo do da ne ki za pri svoje",
    "tr": "ve bir bu hakkı haiz her veya ile için olarak",
    "sw": "na ya wa kwa kila ana haki mtu ni katika",
    "it": "il della gli che di sono diritto ogni nel alla individuo",
}
_LANGUAGE_OF = Counter(word for words in _SMALL.values() for word in words.split())
_TOLD_BY = {
    word: language
    for language, words in _SMALL.items()
    for word in words.split()
    if _LANGUAGE_OF[word] == 1
}
NAMES = {
    "chinese": "zh",
    "english": "en",
    "french": "fr",
    "russian": "ru",
    "spanish": "es",
    "arabic": "ar",
    "français": "fr",
    "anglais": "en",
    "espagnol": "es",
    "arabe": "ar",
    "chinois": "zh",
    "russe": "ru",
    "español": "es",
    "inglés": "en",
    "ingles": "en",
    "francés": "fr",
    "árabe": "ar",
    "chino": "zh",
    "ruso": "ru",
    "русский": "ru",
    "английский": "en",
    "французский": "fr",
    "испанский": "es",
    "арабский": "ar",
    "китайский": "zh",
    "العربية": "ar",
    "الإنكليزية": "en",
    "الإنجليزية": "en",
    "الفرنسية": "fr",
    "الإسبانية": "es",
    "الروسية": "ru",
    "الصينية": "zh",
    "中文": "zh",
    "英文": "en",
    "法文": "fr",
    "西班牙文": "es",
    "俄文": "ru",
    "阿拉伯文": "ar",
}
_WINDOW = 5


def language_of(text: str) -> str:
    """Return the language of a text by its script and its small words; empty if they tell nothing."""
    sample = text[:8000]
    if sample.isascii():
        return _of_latin(sample)
    chinese, arabic = len(_CHINESE.findall(sample)), len(_ARABIC.findall(sample))
    cyrillic, latin = len(_CYRILLIC.findall(sample)), len(_LATIN.findall(sample))
    most = max(2 * chinese, arabic, cyrillic, latin)
    if not most:
        return ""
    if most == 2 * chinese:
        return "zh"
    if most == arabic:
        return "fa" if len(_PERSIAN.findall(sample)) > arabic // 20 else "ar"
    if most == cyrillic:
        return "ru"
    return _of_latin(sample)


def _of_latin(sample: str) -> str:
    told: dict[str, int] = {}
    for word in _WORD.findall(sample.lower()):
        if word in _TOLD_BY:
            language = _TOLD_BY[word]
            told[language] = told.get(language, 0) + 1
    return max(told, key=lambda one: told[one]) if told else ""


def stretches(texts: Sequence[str]) -> list[tuple[str, int, int]]:
    """
    Return the stretches of a text in one language each, as language, start and end of its lines.

    One stretch alone where the text is in one language: a quotation or a name makes no language.
    """
    if _is_one(texts):
        return [("", 0, len(texts))]
    each = [language_of(text) if len(text) > 12 else "" for text in texts]
    told = _smoothed(each)
    found: list[tuple[str, int, int]] = []
    for place, language in enumerate(told):
        if found and found[-1][0] == language:
            found[-1] = (language, found[-1][1], place + 1)
        else:
            found.append((language, place, place + 1))
    kept = _worth(found, texts)
    for place in range(1, len(kept)):
        (before, first, edge), (after, _edge, last) = kept[place - 1], kept[place]
        edge = _best_edge(texts, each, edge, (before, after))
        kept[place - 1], kept[place] = (before, first, edge), (after, edge, last)
    return kept


def _best_edge(
    texts: Sequence[str], each: Sequence[str], edge: int, languages: tuple[str, str]
) -> int:
    """
    Return where one language goes over into the other.

    After the end of a sentence; a heading goes with what it stands above.
    """
    before, after = languages
    low, high = max(0, edge - 2 * _WINDOW), min(len(each), edge + 2 * _WINDOW)

    def wrong(place: int) -> tuple[int, bool]:
        above = sum(one == after for one in each[low:place])
        below = sum(one == before for one in each[place:high])
        return above + below, not (place and is_ended(texts[place - 1]))

    return min(range(low, high + 1), key=wrong)


def _is_one(texts: Sequence[str]) -> bool:
    """Test by some of the lines whether a text is in one language."""
    sample = [text for text in texts[:: max(1, len(texts) // 400)] if len(text) > 12]
    told = Counter(one for text in sample if (one := language_of(text)))
    return not told or told.most_common(1)[0][1] > 0.93 * sum(told.values())


def _smoothed(told: list[str]) -> list[str]:
    """Return for each line the language that most lines about it are in."""
    made, last = [], ""
    for place in range(len(told)):
        near = Counter(one for one in told[max(0, place - _WINDOW) : place + _WINDOW + 1] if one)
        if near:
            best, count = near.most_common(1)[0]
            last = told[place] if near[told[place]] == count and told[place] else best
        made.append(last)
    return made


def _worth(found: list[tuple[str, int, int]], texts: Sequence[str]) -> list[tuple[str, int, int]]:
    """Return the stretches that are texts of their own, the small ones joined to the one before."""
    sizes: Counter[str] = Counter()
    for language, start, end in found:
        sizes[language] += sum(len(text) for text in texts[start:end])
    whole = sum(sizes.values()) or 1
    kept: list[tuple[str, int, int]] = []
    for language, start, end in found:
        size = sum(len(text) for text in texts[start:end])
        is_own = language and sizes[language] > 0.1 * whole and size > 2000
        if not is_own or kept and kept[-1][0] == language:
            if kept:
                kept[-1] = (kept[-1][0], kept[-1][1], end)
                continue
            language = language if is_own else ""
        kept.append((language, start, end))
    if len(kept) > 1 and not kept[0][0]:
        kept[1] = (kept[1][0], kept[0][1], kept[1][2])
        kept = kept[1:]
    return kept


def named(text: str) -> str:
    """Return the language that a line such as "Original: English" names; empty if it names none."""
    for word in re.findall(r"[^\W\d_]+", text.lower()):
        if word in NAMES:
            return NAMES[word]
    return ""


def is_official(language: str) -> bool:
    """Test whether a language is one of the six. Source: DOC-13."""
    return language in LANGUAGES
