"""
Procedures and measures in words and pictures, for docs/reference/.

Written from the same data that the system runs on, so that the description cannot lag behind.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from amparo.core.calendar import Period
from amparo.core.measures import Measure

from .entries import NOTHING
from .procedure import ActType, ClockType, Disclosure, Field, Procedure

_GENERATED = "<!-- Written by `make docs` from the code; change the code, not this page. -->\n"


def procedure_page(procedure: Procedure) -> str:
    """Return the page of a procedure: what it is, its diagram, its acts, its clocks."""
    parts = [
        _GENERATED,
        f"# {procedure.title}",
        procedure.about,
        f"Name in the system: `{procedure.name}`. Rule: {procedure.rule}.",
        "## Course",
        "Acts that leave the standing as it is are not drawn.",
        _diagram(procedure),
        "## Acts",
        "\n\n".join(_act(procedure, act) for act in procedure.acts),
    ]
    if procedure.bound_to:
        names = ", ".join(f"`{name}`" for name in procedure.bound_to)
        parts.append(
            f"Who is named under seal in this docket, or in the one named in {names}, is not named in "
            "anything that goes out from it, unless they consent."
        )
    clocks = _clocks(procedure)
    if clocks:
        parts += ["## Clocks", clocks]
    return "\n\n".join(part for part in parts if part) + "\n"


def procedures_index(procedures: Iterable[Procedure]) -> str:
    """Return the list of all procedures."""
    rows = [
        f"| [{one.title}]({one.name}.md) | `{one.name}` | {len(one.acts)} | {one.rule} |"
        for one in procedures
    ]
    head = ["| Procedure | Name | Acts | Rule |", "| --- | --- | --- | --- |"]
    return "\n".join([_GENERATED, "# Procedures", "", *head, *rows]) + "\n"


def retention_page(procedures: Iterable[Procedure]) -> str:
    """Return the retention schedule: how long what is confidential in each procedure is kept."""
    rows = [
        f"| [{one.title}](procedures/{one.name}.md) | {', '.join(sorted(one.sealed_names)) or '–'} "
        f"| {one.retention.rule if one.retention else 'kept for good'} |"
        for one in procedures
    ]
    head = ["| Procedure | Sealed fields | Kept |", "| --- | --- | --- |"]
    parts = [
        _GENERATED,
        "# Retention",
        "When the time has run out, the key of the matter and its files are destroyed, and its "
        "docket says so. The acts, their days and their public fields stay, and with them every "
        "figure. The time runs from the last act, once nothing is awaited. "
        "`amparo dispose` lists what is due.",
        "\n".join([*head, *rows]),
    ]
    return "\n\n".join(parts) + "\n"


def figures_page(measures: Iterable[Measure]) -> str:
    """Return the page of all figures: what each counts, what it leaves out, by which rule."""
    parts = [_GENERATED, "# Figures"]
    for one in measures:
        lines = [
            f"- Unit: {one.unit}",
            f"- Counts: {one.counts}",
            *([f"- Leaves out: {one.leaves_out}"] if one.leaves_out else []),
            f"- Frame: {'over a period' if one.over_a_period else 'as at a day'}",
            *([f"- Choices: {', '.join(f'`{c}`' for c in one.choices)}"] if one.choices else []),
            f"- Source: {one.rule}",
        ]
        parts.append(f"## `{one.name}`: {one.title}\n\n" + "\n".join(lines))
    return "\n\n".join(parts) + "\n"


def _diagram(procedure: Procedure) -> str:
    lines = ["```mermaid", "stateDiagram-v2"]
    lines += [f"    {_node(name)} : {title}" for name, title in procedure.standings.items()]
    arrows: dict[tuple[str, str], list[str]] = {}
    for act in procedure.acts:
        for before in act.after:
            stays = act.leads_to is None or before in act.keeps
            after = before if stays else str(act.leads_to)
            if after == before:
                continue
            arrows.setdefault((before, after), []).append(act.title)
    for (before, after), titles in arrows.items():
        start = "[*]" if before == NOTHING else _node(before)
        lines.append(f"    {start} --> {_node(after)} : {'; '.join(titles)}")
    lines += [
        f"    {_node(name)} --> [*]" for name in procedure.standings if name in procedure.final
    ]
    return "\n".join([*lines, "```"])


def _node(standing: str) -> str:
    return standing.replace("-", "_").replace(" ", "_")


def _act(procedure: Procedure, act: ActType) -> str:
    after = [
        "opens the docket" if name == NOTHING else procedure.standings[name] for name in act.after
    ]
    lines = [
        f"- May follow: {'; '.join(after)}",
        f"- Leads to: {_leads_to(procedure, act)}",
        f"- Entered by: {', '.join(role.value for role in act.by)}",
    ]
    if act.apart_from:
        others = ", ".join(f'"{procedure.by_name[name].title}"' for name in act.apart_from)
        lines.append(f"- Four eyes: by another person than the one who entered the latest {others}")
    if act.fields:
        said = (
            f"{one.label} (`{one.name}`: {one.kind.value}"
            f"{'' if one.required else ', optional'}, {one.confidentiality.value}{_consent(one)})"
            for one in act.fields
        )
        lines.append(f"- Says: {'; '.join(said)}")
    if act.starts:
        lines.append(f"- Starts: {', '.join(clock.title for clock in act.starts)}")
    if act.stops:
        lines.append(f"- Stops: {', '.join(procedure.clock(name).title for name in act.stops)}")
    for extension in act.extends:
        lines.append(
            f"- Extends: {procedure.clock(extension.clock).title}, by `{extension.field}` "
            f"{extension.unit.value} ({extension.rule})"
        )
    lines.append(f"- Disclosed: {_disclosed(act.discloses, procedure.by_name)}")
    lines.append(f"- Rule: {act.rule}")
    help_text = f"{act.help}\n\n" if act.help else ""
    return f"### {act.title} (`{act.name}`)\n\n{help_text}" + "\n".join(lines)


def _consent(field: Field) -> str:
    return f", may be named in public if `{field.consent}`" if field.consent else ""


def _leads_to(procedure: Procedure, act: ActType) -> str:
    if not act.leads_to:
        return "no change"
    kept = ", ".join(procedure.standings[name] for name in act.keeps)
    return procedure.standings[act.leads_to] + (f" (no change from: {kept})" if kept else "")


def _disclosed(disclosure: Disclosure, acts: Mapping[str, ActType]) -> str:
    if not disclosure.public:
        return "never; it stays sealed"
    what = "the fact alone" if disclosure.fields == () else "its public fields"
    if disclosure.fields:
        what = f"of its fields, {', '.join(f'`{name}`' for name in disclosure.fields)}"
    when = "at once"
    if disclosure.runs_from:
        when = f"from the day in `{disclosure.runs_from}`, at once if it is not said"
    if disclosure.delay:
        when = f"after {_period(disclosure.delay)}" + (
            f" from the day in `{disclosure.runs_from}`" if disclosure.runs_from else ""
        )
    if disclosure.once:
        when += f', once "{acts[disclosure.once].title}" stands'
    return f"{what}, {when}"


def _clocks(procedure: Procedure) -> str:
    clocks = {clock.name: clock for act in procedure.acts for clock in act.starts}
    return "\n".join(
        f"- **{clock.title}**: {_runs(clock)} ({clock.rule})" for clock in clocks.values()
    )


def _runs(clock: ClockType) -> str:
    start = f"the day in `{clock.runs_from}`" if clock.runs_from else "the day of the act"
    if clock.period is not None and clock.due is None:
        return f"{_period(clock.period)} from {start}"
    said = (clock.due.__doc__ or "computed from the acts").strip().splitlines()[0]
    return f"from {start}; {said}"


def _period(period: Period) -> str:
    unit = period.unit.value if period.length != 1 else period.unit.value.removesuffix("s")
    return f"{period.length} {unit}"
