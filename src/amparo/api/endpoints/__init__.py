"""The operations, a module for each subject; whoever imports this has declared them all."""

from . import bodies, calendar, dockets, figures, registry, reports

__all__ = ["bodies", "calendar", "dockets", "figures", "registry", "reports"]
