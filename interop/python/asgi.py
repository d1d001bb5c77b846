"""Hosts route tables on Starlette and Django, for uvicorn and Daphne to serve: the application is app. What it is
told and answers is as in wsgi.py; options are those of Starlette's Router.
"""

import json
import traceback

from starlette.applications import Starlette
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

import tables_django

METHODS = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]

applications = []


def starlette(endpoints, options):
    app = Starlette(
        routes=[
            Route(path, view(endpoint["number"]), methods=[endpoint["method"]] if endpoint["method"] else METHODS)
            for endpoint in endpoints
            for path in endpoint["paths"]
        ]
    )
    for name, value in options.items():
        setattr(app.router, name, value)
    return app


frameworks = {"django": tables_django.asgi_application, "starlette": starlette}


def view(number):
    def answer(request):
        return Response(headers={"Ran": f"{number} {request.method}"})

    return answer


async def host(receive):
    body, more = b"", True
    while more:
        message = await receive()
        body, more = body + message.get("body", b""), message.get("more_body", False)
    table = json.loads(body)
    applications.append(frameworks[table["framework"]](table["endpoints"], table["options"] or {}))
    return str(len(applications) - 1)


async def app(scope, receive, send):
    if scope["type"] != "http":
        return
    number = dict(scope["headers"])[b"x-server"].decode()
    if number != "new":
        return await applications[int(number)](scope, receive, send)
    try:
        answer = PlainTextResponse(await host(receive))
    except Exception:
        answer = PlainTextResponse(traceback.format_exc(), status_code=500)
    await answer(scope, receive, send)
