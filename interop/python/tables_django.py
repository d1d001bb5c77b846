"""Django. No options."""

import logging
import types

import django
from django.conf import settings
from django.core.handlers.asgi import ASGIHandler
from django.core.handlers.wsgi import WSGIHandler
from django.http import HttpResponse
from django.urls import path
from django.views import View

import grouped

settings.configure(
    ALLOWED_HOSTS=["*"],
    MIDDLEWARE=["tables_django.Chosen", "django.middleware.common.CommonMiddleware"],
    ROOT_URLCONF=types.ModuleType("none"),
    LOGGING_CONFIG=None,
    SECRET_KEY="unused",
)
django.setup()
logging.disable(logging.CRITICAL)


class Chosen:
    """Has the request routed by its table's patterns."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        request.urlconf = (getattr(request, "environ", None) or request.scope)["urlconf"]
        return self.get_response(request)


handler = WSGIHandler()
asgi_handler = ASGIHandler()


def application(endpoints, options):
    urlconf = patterns(endpoints)
    return lambda environ, start_response: handler({**environ, "urlconf": urlconf}, start_response)


def asgi_application(endpoints, options):
    urlconf = patterns(endpoints)
    return lambda scope, receive, send: asgi_handler({**scope, "urlconf": urlconf}, receive, send)


def patterns(endpoints):
    urlconf = types.ModuleType("table")
    urlconf.urlpatterns = [path(route[1:], view(numbers)) for route, numbers in grouped.by_path(endpoints).items()]
    return urlconf


def view(numbers):
    """Returns a view for the methods of a path."""

    def answer(request, **values):
        return HttpResponse(headers={"Ran": f"{grouped.number(numbers, request.method)} {request.method}"})

    if "" in numbers:
        return answer
    methods = {method.lower(): staticmethod(answer) for method in numbers}
    return type("Named", (View,), {**methods, "options": methods.get("options", View.http_method_not_allowed)}).as_view()
