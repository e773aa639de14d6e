"""
The addresses of the mission face: States, authorities and national preventive mechanisms.

As at the desk, one word says what is wanted, and the reference of a matter comes last.
"""

from django.urls import path

from .views import acts, files, home, matters

app_name = "mission"
urlpatterns = [
    path("", home.home, name="home"),
    path("matters/", matters.matters, name="list"),
    path("matters/<path:reference>/", matters.matter, name="matter"),
    path("enter/<slug:act>/<path:reference>/", acts.enter, name="enter"),
    path("rectify/<int:number>/<path:reference>/", acts.rectify, name="rectify"),
    path("files/<path:reference>/", files.files, name="files"),
    path("file/<uuid:file>/<path:reference>/", files.file, name="file"),
]
