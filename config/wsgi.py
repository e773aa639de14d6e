"""The server's entry point."""

import codecs
import os
from collections.abc import Callable, Iterable
from typing import Any

from django.core.wsgi import get_wsgi_application
from django.utils.http import parse_header_parameters

from amparo.core import logs
from amparo.core.holding import hold_open

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
logs.take_over()
_answer = get_wsgi_application()
hold_open()


def application(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    """Answer a request; one whose `Content-Type` cannot be read says nothing of its content."""
    # Django reads it before anything of ours could refuse it, and what it cannot read is a fault.
    if not _is_readable(environ.get("CONTENT_TYPE", "")):
        environ["CONTENT_TYPE"] = ""
    return _answer(environ, start_response)


def _is_readable(content_type: str) -> bool:
    try:
        _kind, parameters = parse_header_parameters(content_type)
        codecs.lookup(parameters.get("charset", "utf-8"))
    except LookupError:
        return True  # an encoding that nobody knows is answered by Django
    except ValueError:
        return False
    return True
