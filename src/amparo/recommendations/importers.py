"""`amparo import recommendations`: files in any form that is known, each whole or not at all."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from django.utils.translation import gettext

from amparo.bodies.models import Mechanism
from amparo.core.words import gettext_noop as _
from amparo.registry.imports import Batch, FileRefused, Job, Said, batch

from . import actions, formats, states
from .formats.reading import Found, Known
from .models import Topic

_MOST_SAID = 100
_MOST_LABELS = 20


def _add_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--format",
        default="",
        choices=("", *formats.FORMATS),
        help=gettext("the form of the files; by default it is told by what they hold"),
    )
    parser.add_argument(
        "--skip-bad",
        action="store_true",
        help=gettext("leave out what cannot be taken in, and take in the rest"),
    )


def _jobs(paths: Sequence[Path], options: Mapping[str, Any]) -> list[Job]:
    return [
        Job(str(path), _taking(path, str(options["format"]), skip_bad=bool(options["skip_bad"])))
        for path in paths
    ]


def _taking(path: Path, form: str, *, skip_bad: bool) -> Any:
    return lambda: _take_in(path, form, skip_bad=skip_bad)


def _take_in(path: Path, form: str, *, skip_bad: bool) -> Iterator[Said]:
    known = _known()
    found = formats.read(path, known, form=form)
    if found.problems and not skip_bad:
        raise FileRefused(path, found.problems)
    done = actions.take_in(found.drafts)
    yield Said(
        _("{new} new, {changed} changed, {unchanged} as they were."),
        {"new": done.new, "changed": done.changed, "unchanged": done.unchanged},
    )
    yield from _left_out(found, known)


def _left_out(found: Found, known: Known) -> Iterator[Said]:
    for one in sorted(found.problems, key=lambda one: one.line)[:_MOST_SAID]:
        yield Said(_("Left out, line {line}: {reason}"), {"line": one.line, "reason": one.reason})
    if len(found.problems) > _MOST_SAID:
        more = len(found.problems) - _MOST_SAID
        yield Said(_("Left out besides: {count}."), {"count": more})
    if found.passed_over:
        said = _("Records that are no recommendations, passed over: {count}.")
        yield Said(said, {"count": found.passed_over})
    unknown = sorted(known.labels.unknown.items(), key=lambda one: (-one[1], one[0]))
    for label, count in unknown[:_MOST_LABELS]:
        said = _("The label “{label}” stands for no topic; uses: {count}.")
        yield Said(said, {"label": label, "count": count})


def _known() -> Known:
    return Known(
        states.known(),
        frozenset(Mechanism.objects.values_list("code", flat=True)),
        frozenset(Topic.objects.values_list("code", flat=True)),
    )


batch(Batch("recommendations", _("Taking in recommendations"), _add_options, _jobs))
