"""The public addresses of data alone, for a process that shows no pages."""

from . import urls

# Of `name.json`, `name.csv` and the files of reports; a page has a name without a dot.
urlpatterns = [one for one in urls.urlpatterns if "." in (one.name or "")]
