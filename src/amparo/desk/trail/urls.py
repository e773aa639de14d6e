"""The addresses of the auditor's room."""

from django.urls import path

from . import views

app_name = "trail"
urlpatterns = [
    path("", views.trail, name="list"),
    path("export/", views.export, name="export"),
    path("verify/", views.verify, name="verify"),
    path("emergencies/", views.emergencies, name="emergencies"),
]
