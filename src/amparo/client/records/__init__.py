"""
What the API answers, as records: `state.iso3`, `act.on`.

They hold what version 1 of the API says, days as days and moments as moments; what it adds later is
passed over until the client knows it.
"""

from .bodies import Holder, Mechanism, MechanismLine, Member
from .data import Column, DataFile, Dataset, Snapshot
from .dockets import Act, Clock, Docket, DocketLine, Event, File
from .documents import (
    Block,
    Citing,
    Document,
    DocumentLine,
    Link,
    Neighbour,
    Note,
    NoteLine,
    Paragraph,
    TextLine,
    Tie,
    VersionLine,
)
from .figures import Figure, Measure, ReportLine, Row, Span
from .found import Count, Facet, Result, Results, Words
from .recommendations import Recommendation, TopicLine
from .registry import (
    Action,
    GroupCount,
    Participation,
    Party,
    Procedure,
    Run,
    Standing,
    State,
    StateLine,
    Treaty,
    TreatyLine,
    YearCount,
)

__all__ = [
    "Act",
    "Action",
    "Block",
    "Citing",
    "Clock",
    "Column",
    "Count",
    "DataFile",
    "Dataset",
    "Docket",
    "DocketLine",
    "Document",
    "DocumentLine",
    "Event",
    "Facet",
    "Figure",
    "File",
    "GroupCount",
    "Holder",
    "Link",
    "Measure",
    "Mechanism",
    "MechanismLine",
    "Member",
    "Neighbour",
    "Note",
    "NoteLine",
    "Paragraph",
    "Participation",
    "Party",
    "Procedure",
    "Recommendation",
    "ReportLine",
    "Result",
    "Results",
    "Row",
    "Run",
    "Snapshot",
    "Span",
    "Standing",
    "State",
    "StateLine",
    "TextLine",
    "Tie",
    "TopicLine",
    "Treaty",
    "TreatyLine",
    "VersionLine",
    "Words",
    "YearCount",
]
