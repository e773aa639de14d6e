"""The application `amparo.jobs`."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class JobsConfig(AppConfig):
    name = "amparo.jobs"
    label = "jobs"

    def ready(self) -> None:
        """Read each area's `tasks.py`: its schedules register themselves."""
        autodiscover_modules("tasks")
