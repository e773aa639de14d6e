"""Annual reports: the list, a report as a page, and as a file in its other forms."""

from django.urls import path

from . import views

urlpatterns = [
    path("", views.reports, name="reports"),
    path("spt/<int:year>/", views.report, name="report"),
    path("spt/<int:year>.<slug:form>", views.report_file, name="report-file"),
]
