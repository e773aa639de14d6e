"""The operations, a module for each subject; whoever imports this has declared them all."""

from . import (
    bodies,
    calendar,
    datasets,
    dockets,
    documents,
    figures,
    recommendations,
    registry,
    reports,
    search,
)

__all__ = [
    "bodies",
    "calendar",
    "datasets",
    "dockets",
    "documents",
    "figures",
    "recommendations",
    "registry",
    "reports",
    "search",
]
