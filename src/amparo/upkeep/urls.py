"""The addresses for programs that watch over a site; in no language."""

from django.urls import path

from . import views

app_name = "upkeep"
urlpatterns = [
    path("health/live", views.live, name="live"),
    path("health/ready", views.ready, name="ready"),
    path("metrics", views.measured, name="metrics"),
]
