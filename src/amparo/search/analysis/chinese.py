"""
Where Chinese that was typed without spaces falls into words.

Only questions are cut: a text is indexed by all its pairs of characters, and needs no dictionary.
"""

from __future__ import annotations

import re
from functools import cache

from .chunks import HAN, chunks_of, is_han
from .terms import concepts

_RUN = re.compile(f"[{HAN}]+")
_LONGEST_NAME = 30
# Characters that only hold words together, and the words in which they do not.
_BETWEEN = frozenset("第的了和与及或在对被把等以之所是由从向为将并其该这那于中")
_COUNTED = frozenset("年月日号条款段项个名")  # behind a number
_WHOLE = (
    "和平 和解 参与 与会 对话 对待 对象 针对 反对 应对 面对 对策 所有 场所 行为 作为 认为 成为 人为 "
    "目的 被告 被害 存在 现在 在押 其他 其中 尤其 之间 以下 以上 以来 自由 理由 从事 服从 方向 取向 "
    "将来 合并 属于 基于 平等 等待 是否 中国 集中 中心 中央 中止 中断 缓和 调和 给予 参加 措施 处所 "
    "以色列 中非 中间 为期 对抗 配对 校对 对立 及时 普及 涉及 提及 或许 所得 住所 诊所 收容所 拘留所 "
    "看守所 派出所 研究所 取得 由来 从属 并存 并发 其余 该国 在场 内在 潜在 所属 权与 等级 等同"
)
_WORDS = frozenset(_WHOLE.split())


def words_in(text: str) -> tuple[str, ...]:
    """
    Return the words of Chinese that was typed, as well as names and pairs of characters tell.

    Names of concepts stay whole. What is left falls into words of two characters, the last one of
    three where the count is odd; characters that only hold words together are left out.
    """
    found: list[str] = []
    is_counted = False
    for chunk in chunks_of(text):
        if is_han(chunk):
            found += _words_of_run(chunk[1:] if is_counted and chunk[0] in _COUNTED else chunk)
        else:
            found.append(chunk)
        is_counted = chunk[-1].isdigit()
    return tuple(found)


def _words_of_run(run: str) -> list[str]:
    found: list[str] = []
    at, begin = 0, 0
    while at < len(run):
        name = _name_at(run, at)
        if name or run[at] in _BETWEEN:
            found += _pairs(run[begin:at])
            found += [name] if name else []
            at = begin = at + len(name or run[at])
        else:
            at += 1
    return [*found, *_pairs(run[begin:])]


def _name_at(run: str, at: int) -> str:
    names = _names()
    for length in range(min(_LONGEST_NAME, len(run) - at), 1, -1):
        if run[at : at + length] in names:
            return run[at : at + length]
    return ""


def _pairs(stretch: str) -> list[str]:
    if len(stretch) < 2:
        return []  # one character alone is as often a part of no word
    cuts = [*range(0, len(stretch) - 3, 2), len(stretch) - len(stretch) % 2 - 2]
    starts = sorted({cut for cut in cuts if cut >= 0})
    return [stretch[a:b] for a, b in zip(starts, [*starts[1:], len(stretch)], strict=True)]


@cache
def _names() -> frozenset[str]:
    names = (name for one in concepts() for name in one.names.get("zh", ()))
    return _WORDS | {name for name in names if _RUN.fullmatch(name) and len(name) > 1}
