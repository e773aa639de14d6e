"""The addresses of the open API: each operation, and each list once more for its other forms."""

from django.urls import URLPattern, path, register_converter

from . import endpoints  # noqa: F401  (declares the operations)
from .forms import TYPES
from .service import ROOT, api, operations
from .views import described, documentation


class AForm:
    """The ending of an address of a list."""

    regex = "|".join(TYPES)

    def to_python(self, value: str) -> str:
        """Return the ending as it stands."""
        return value

    def to_url(self, value: str) -> str:
        """Return the ending as it stands."""
        return value


register_converter(AForm, "form")


def addresses() -> list[URLPattern]:
    """Return the addresses, those of lists before others that end in a place of any length."""
    found = []
    for pattern in api.urls[0]:
        assert isinstance(pattern, URLPattern)  # noqa: S101  (an API of one router)
        name, route = str(pattern.name), f"{ROOT.lstrip('/')}{pattern.pattern}"
        if name not in operations.known:
            continue  # the framework's own first page
        door = operations.door(name, pattern.callback)
        found.append(path(route, door, name=name))
        if name in operations.lists:
            found.append(path(f"{route}.<form:form>", door, name=f"{name}.form"))
    return sorted(found, key=lambda one: "<path:" in str(one.pattern))


app_name = "api"
urlpatterns = [
    path(ROOT.lstrip("/"), documentation, name="documentation"),
    path(f"{ROOT.lstrip('/')}openapi.json", described, name="openapi"),
    *addresses(),
]
