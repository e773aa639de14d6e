"""The root of all addresses: one include per face."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path

urlpatterns = i18n_patterns(
    path("", include("amparo.entrance.urls")),
    path("desk/", include("amparo.desk.urls")),
    path("", include("amparo.public.urls")),
    prefix_default_language=False,
)

handler400 = "amparo.core.refusals.bad_request"
handler404 = "amparo.core.refusals.not_found"
handler500 = "amparo.core.refusals.fault"
