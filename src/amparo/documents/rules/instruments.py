"""
The instruments and standards that documents cite by name, in six languages, and their symbols.

Names as printed in the titles of the Treaty Section and in the resolutions themselves.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

_AND_OTHERS = {
    "en": " and Other Cruel, Inhuman or Degrading Treatment or Punishment",
    "fr": " et autres peines ou traitements cruels, inhumains ou dégradants",
    "es": " y Otros Tratos o Penas Crueles, Inhumanos o Degradantes",
    "ru": " и других жестоких, бесчеловечных или унижающих достоинство видов обращения и наказания",
    "zh": "和其他残忍、不人道或有辱人格(?:的)?待遇或处罚",
    "ar": " وغيره من ضروب المعاملة أو العقوبة القاسية أو اللاإنسانية أو المهينة",
}
_E, _F, _S, _R, _Z, _A = (f"(?:{one})?" for one in _AND_OTHERS.values())


@dataclass(frozen=True, slots=True)
class Instrument:
    """An instrument and the ways in which it is named: patterns, one for each way."""

    symbol: str
    names: tuple[str, ...]


INSTRUMENTS = (
    Instrument(
        "A/RES/57/199",
        (
            rf"Optional Protocol to the Convention against Torture{_E}",
            rf"Protocole facultatif se rapportant à la Convention contre la torture{_F}",
            rf"Protocolo Facultativo de la Convención contra la Tortura{_S}",
            rf"Факультативн\w+ протокол\w* к Конвенции против пыток{_R}",
            rf"《禁止酷刑{_Z}公约(?:的|》)?《?任择议定书》",
            rf"البروتوكول الاختياري لاتفاقية مناهضة التعذيب{_A}",
            r"\bOPCAT\b(?![/-])|\bOP-CAT\b(?![/-])",
        ),
    ),
    Instrument(
        "A/RES/39/46",
        (
            rf"Convention against Torture{_E}",
            rf"Convention contre la torture{_F}",
            rf"Convención contra la Tortura{_S}",
            rf"Конвенци\w+ против пыток{_R}",
            rf"《禁止酷刑{_Z}公约》",
            rf"اتفاقية مناهضة التعذيب{_A}",
        ),
    ),
    Instrument(
        "UNTS-IV-4",
        (
            r"International Covenant on Civil and Political Rights",
            r"Pacte international relatif aux droits civils et politiques",
            r"Pacto Internacional de Derechos Civiles y Políticos",
            r"Международн\w+ пакт\w* о гражданских и политических правах",
            r"《公民权利和?政治权利国际公约》|《公民及政治权利国际公约》",
            r"العهد الدولي الخاص بالحقوق المدنية والسياسية",
            r"\bICCPR\b(?![/-])",
        ),
    ),
    Instrument(
        "UNTS-IV-3",
        (
            r"International Covenant on Economic, Social and Cultural Rights",
            r"Pacte international relatif aux droits économiques, sociaux et culturels",
            r"Pacto Internacional de Derechos Económicos, Sociales y Culturales",
            r"Международн\w+ пакт\w* об экономических, социальных и культурных правах",
            r"《经济、?社会及?、?文化权利国际公约》",
            r"العهد الدولي الخاص بالحقوق الاقتصادية والاجتماعية والثقافية",
            r"\bICESCR\b(?![/-])",
        ),
    ),
    Instrument(
        "A/RES/44/25",
        (
            r"Convention on the Rights of the Child",
            r"Convention relative aux droits de l['’]enfant",
            r"Convención sobre los Derechos del Niño",
            r"Конвенци\w+ о правах ребенка",
            r"《儿童权利公约》",
            r"اتفاقية حقوق الطفل",
        ),
    ),
    Instrument(
        "A/RES/34/180",
        (
            r"Convention on the Elimination of All Forms of Discrimination against Women",
            r"Convention sur l['’]élimination de toutes les formes de discrimination à l['’]égard des femmes",
            r"Convención sobre la Eliminación de Todas las Formas de Discriminación contra la Mujer",
            r"Конвенци\w+ о ликвидации всех форм дискриминации в отношении женщин",
            r"《消除对妇女一切形式歧视公约》",
            r"اتفاقية القضاء على جميع أشكال التمييز ضد المرأة",
        ),
    ),
    Instrument(
        "A/RES/61/106",
        (
            r"Convention on the Rights of Persons with Disabilities",
            r"Convention relative aux droits des personnes handicapées",
            r"Convención sobre los Derechos de las Personas con Discapacidad",
            r"Конвенци\w+ о правах инвалидов",
            r"《残疾人权利公约》",
            r"اتفاقية حقوق الأشخاص ذوي الإعاقة",
        ),
    ),
    Instrument(
        "A/RES/61/177",
        (
            r"International Convention for the Protection of All Persons from Enforced Disappearance",
            r"Convention internationale pour la protection de toutes les personnes contre les disparitions forcées",
            r"Convención Internacional para la Protección de Todas las Personas contra las Desapariciones Forzadas",
            r"Международн\w+ конвенци\w+ для защиты всех лиц от насильственных исчезновений",
            r"《保护所有人免遭强迫失踪国际公约》",
            r"الاتفاقية الدولية لحماية جميع الأشخاص من الاختفاء القسري",
        ),
    ),
    Instrument(
        "A/RES/217(III)A",
        (
            r"Universal Declaration of Human Rights",
            r"Déclaration universelle des droits de l['’]homme",
            r"Declaración Universal de (?:los )?Derechos Humanos",
            r"Всеобщ\w+ деклараци\w+ прав человека",
            r"《世界人权宣言》",
            r"الإعلان العالمي لحقوق الإنسان",
        ),
    ),
    Instrument(
        "HR/P/PT/8/Rev.2",
        (
            r"Istanbul Protocol",
            r"Protocole d['’]Istanbul",
            r"Protocolo de Estambul",
            r"Стамбульск\w+ протокол\w*",
            r"《伊斯坦布尔(?:规程|议定书)》",
            r"بروتوكول (?:اسطنبول|إسطنبول)",
        ),
    ),
    Instrument(
        "A/RES/70/175",
        (
            r"Nelson Mandela Rules",
            r"Règles Nelson Mandela",
            r"Reglas Nelson Mandela",
            r"Правил\w* (?:имени )?Нельсона Манделы",
            r"《?纳尔逊[·•・]曼德拉规则》?",
            r"قواعد نيلسون مانديلا",
        ),
    ),
    Instrument(
        "A/RES/65/229",
        (
            r"Bangkok Rules",
            r"Règles de Bangkok",
            r"Reglas de Bangkok",
            r"Бангкокски\w+ правил\w*",
            r"《曼谷规则》",
            r"قواعد بانكوك",
        ),
    ),
    Instrument(
        "A/RES/48/134",
        (
            r"Paris Principles",
            r"Principes de Paris",
            r"Principios de París",
            r"Парижски\w+ принцип\w*",
            r"《巴黎原则》",
            r"مبادئ باريس",
        ),
    ),
    Instrument(
        "HRI/MC/2015/6",
        (
            r"San Jos[eé] Guidelines",
            r"Principes de San José",
            r"Directrices de San José",
            r"Руководящ\w+ принцип\w* Сан-Хосе",
            r"《(?:反对|抵制)恐吓或报复准则》",
            r"مبادئ سان خوسيه التوجيهية",
        ),
    ),
)

TREATIES = {
    "A/RES/57/199": "OPCAT",
    "A/RES/39/46": "CAT",
    "UNTS-IV-4": "ICCPR",
    "UNTS-IV-3": "ICESCR",
    "A/RES/44/25": "CRC",
    "A/RES/34/180": "CEDAW",
    "A/RES/61/106": "CRPD",
    "A/RES/61/177": "CPED",
    "A/RES/2106(XX)A": "ICERD",
    "A/RES/45/158": "ICRMW",
}
"""The treaties among them, by the codes of the registry."""

# What the words are short for, in documents of these bodies. Cited only with an article.
_CONVENTION = r"\bConvention\b|\bConvención\b|\bКонвенци\w+|《公约》|\bالاتفاقية\b"
_COVENANT = r"\bCovenant\b|\bPacte\b|\bPacto\b|\bПакт\w*|《公约》|\bالعهد\b"
_PROTOCOL = (
    r"\bOptional Protocol\b|\bProtocole facultatif\b|\bProtocolo Facultativo\b"
    r"|\bФакультативн\w+ протокол\w*|《任择议定书》|\bالبروتوكول الاختياري\b"
)
_SHORT = {
    "CAT": ((_PROTOCOL, "A/RES/57/199"), (_CONVENTION, "A/RES/39/46")),
    "SPT": ((_PROTOCOL, "A/RES/57/199"), (_CONVENTION, "A/RES/39/46")),
    "CCPR": ((_COVENANT, "UNTS-IV-4"),),
    "CESCR": ((_COVENANT, "UNTS-IV-3"),),
    "CRC": ((_CONVENTION, "A/RES/44/25"),),
    "CEDAW": ((_CONVENTION, "A/RES/34/180"),),
    "CRPD": ((_CONVENTION, "A/RES/61/106"),),
    "CED": ((_CONVENTION, "A/RES/61/177"),),
}


def _hints(pattern: str) -> Iterator[str]:
    """Yield, for each way a pattern may go, letters that are in every text that it finds."""
    before = ""
    while before != pattern:
        before, pattern = pattern, re.sub(r"\((?:\?[:!])?[^()]*\)\??", "|" * 2, pattern)
    for way in pattern.replace("||", "\0").split("|"):
        pieces = re.split(r"\0|\\.|\[[^\]]*\]|.\?|[*+.^$]", way)
        yield max(pieces, key=len).casefold()


@dataclass(frozen=True, slots=True)
class Name:
    """The ways in which an instrument is named, as one pattern; `hints` tell quickly if it is not."""

    pattern: re.Pattern[str]
    hints: tuple[str, ...]
    symbol: str


def likely(text: str, names: Iterable[Name]) -> Iterator[Name]:
    """
    Yield those of the names that a text may hold; only those that it does not are left out.

    Source: the titles of the instruments in six languages.
    """
    folded = text.casefold()
    for name in names:
        for hint in name.hints:
            if hint in folded:
                yield name
                break


def _name(patterns: Iterable[str], symbol: str) -> Name:
    every = tuple(patterns)
    return Name(
        re.compile("|".join(every), re.IGNORECASE),
        tuple(hint for one in every for hint in _hints(one)),
        symbol,
    )


NAMES = tuple(_name(one.names, one.symbol) for one in INSTRUMENTS)
SHORT_NAMES = {
    body: tuple(_name([words], symbol) for words, symbol in pairs) for body, pairs in _SHORT.items()
}
