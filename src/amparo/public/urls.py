"""The public addresses: each page, and beside it the same as data."""

from django.urls import path

from .answers import both_forms
from .bodies import views as bodies
from .calendar import views as calendar
from .datasets import views as datasets
from .docket import views as docket
from .documents import files, listing
from .documents import views as documents
from .following.urls import addresses as following
from .home import new
from .home import views as home
from .recommendations import views as recommendations
from .registry import comparing, state, timeline
from .registry import views as registry
from .search import views as search
from .stats import reports
from .stats import views as stats
from .topics import views as topics

app_name = "public"
urlpatterns = [
    *both_forms("", home.home, "home"),
    path("search/", search.search, name="search"),
    *both_forms("documents", listing.documents, "documents"),
    path("documents/<str:name>/<str:language>.xml", files.as_xml, name="document.xml"),
    path("documents/<str:name>/<str:language>.html", files.as_html, name="document.html"),
    path("documents/<str:name>/<str:language>.txt", files.as_text, name="document.txt"),
    path("documents/<str:name>/<str:language>/original", files.original, name="document.original"),
    *both_forms("documents/<str:name>/<str:language>/<str:point>", documents.point, "point"),
    *both_forms("documents/<str:name>/<str:language>", documents.version, "version"),
    *both_forms("documents/<str:name>", documents.document, "document"),
    *both_forms("recommendations", recommendations.recommendations, "recommendations"),
    *both_forms("recommendations/<int:key>", recommendations.recommendation, "recommendation"),
    *both_forms("topics", topics.topics, "topics"),
    *both_forms("topics/<str:facet>", topics.topic, "topic"),
    *both_forms("states", registry.states, "states"),
    *both_forms("states/<str:iso3>/timeline", timeline.timeline, "timeline"),
    *both_forms("states/<str:iso3>", state.state, "state"),
    *both_forms("compare", comparing.compare, "compare"),
    *both_forms("calendar", calendar.calendar, "calendar"),
    *both_forms("new", new.new, "new"),
    path("data/", datasets.datasets, name="datasets"),
    path("data/<str:table>/", datasets.dataset, name="dataset"),
    *following,
    *both_forms("treaties", registry.treaties, "treaties"),
    *both_forms("treaties/<str:code>", registry.treaty, "treaty"),
    *both_forms("mechanisms", bodies.mechanisms, "mechanisms"),
    *both_forms("mechanisms/<str:code>", bodies.mechanism, "mechanism"),
    path("figures/<str:name>.csv", stats.figure_rows, name="figure.csv"),
    *both_forms("figures", stats.figures, "figures"),
    *both_forms("figures/<str:name>", stats.figure, "figure"),
    *both_forms("reports", reports.reports, "reports"),
    path("reports/spt/<int:year>/", reports.report, name="report"),
    path("reports/spt/<int:year>.<str:form>", reports.report_file, name="report.file"),
    path("dockets/<path:reference>/files/<uuid:file>", docket.docket_file, name="docket.file"),
    *both_forms("dockets/<path:reference>", docket.docket, "docket"),
]
