"""
The addresses of matters: one word that says what is wanted, and the reference last.

A reference has strokes in it, so what stands before it has a fixed shape, and nothing stands after
it: whatever a reference ends in, it is not taken for another page.
"""

from django.urls import path

from .views import (
    acts,
    disposal,
    docket,
    emergency,
    files,
    matters,
    names,
    notes,
    readings,
    searching,
    team,
)

app_name = "docket"
urlpatterns = [
    path("matters/", matters.matters, name="list"),
    path("matters.csv", matters.export, name="export"),
    path("matters/<path:reference>/", docket.matter, name="matter"),
    path("open/", acts.choose, name="open"),
    path("open/<slug:procedure>/<slug:act>/", acts.open_with, name="open_with"),
    path("enter/<slug:act>/<path:reference>/", acts.enter, name="enter"),
    path("rectify/<int:number>/<path:reference>/", acts.rectify, name="rectify"),
    path("strike/<int:number>/<path:reference>/", acts.strike, name="strike"),
    path("names/", names.names, name="names"),
    path("search/", searching.search, name="search"),
    path("files/<path:reference>/", files.files, name="files"),
    path("file/<uuid:file>/<path:reference>/", files.file, name="file"),
    path("team/<path:reference>/", team.team, name="team"),
    path("access/<uuid:access>/<path:reference>/", team.end, name="end"),
    path("notes/<path:reference>/", notes.notes, name="notes"),
    path("note/<uuid:note>/<path:reference>/", notes.strike_note, name="strike_note"),
    path("readings/<path:reference>/", readings.readings, name="readings"),
    path("emergency/", emergency.emergency, name="emergency"),
    path("emergency/<uuid:request_id>/", emergency.decide, name="decide"),
    path("disposal/", disposal.due, name="due"),
    path("disposal/<path:reference>/", disposal.dispose, name="dispose"),
]
