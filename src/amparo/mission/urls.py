"""The addresses of the mission face: States, authorities and national preventive mechanisms."""

from django.urls import URLPattern

app_name = "mission"
urlpatterns: list[URLPattern] = []
