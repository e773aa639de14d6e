"""The root of all addresses: one include for each face that this process shows."""

from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.urls import URLPattern, URLResolver, include, path

_SIGNED_IN = {"desk": "amparo.desk.urls", "mission": "amparo.mission.urls"}

_faces: list[URLPattern | URLResolver] = []
# What has a word of its own before it is passed over at once; of the rest, what is asked most is
# looked for first.
for _face, _addresses in _SIGNED_IN.items():
    if _face in settings.FACES:
        _faces.append(path(f"{_face}/", include(_addresses)))
if "public" in settings.FACES:
    _faces.append(path("", include("amparo.public.urls")))
if settings.INSIDE:
    _faces.append(path("", include("amparo.entrance.urls")))
if {"public", "api"} & set(settings.FACES):
    _faces.append(path("", include("amparo.api.downloads")))
if "api" in settings.FACES:
    _faces.append(path("", include("amparo.api.urls")))
if "public" not in settings.FACES and "api" in settings.FACES:
    _faces.append(path("", include(("amparo.public.data_urls", "public"))))

urlpatterns = [
    path("", include("amparo.upkeep.urls")),
    *i18n_patterns(*_faces, prefix_default_language=False),
]

handler400 = "amparo.core.refusals.bad_request"
handler404 = "amparo.core.refusals.not_found"
handler500 = "amparo.core.refusals.fault"
