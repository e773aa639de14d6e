"""The addresses of the desk: one include for each of its rooms."""

from django.urls import include, path

app_name = "desk"
urlpatterns = [
    path("", include("amparo.desk.home.urls")),
    path("", include("amparo.desk.docket.urls")),
    path("people/", include("amparo.desk.people.urls")),
    path("trail/", include("amparo.desk.trail.urls")),
]
