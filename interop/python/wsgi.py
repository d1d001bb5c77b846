"""Hosts route tables on Flask, Django, Falcon and Bottle, for gunicorn to serve: the application is app.

A POST whose x-server is "new" has a table as JSON, {framework, options, endpoints}, and is answered with the
table's number; requests with that number as x-server are the table's. An endpoint is {number, method, paths},
where method "" means all methods. What runs says so in the header Ran: its number and the method that it saw.
"""

import json
import traceback

import tables_bottle
import tables_django
import tables_falcon
import tables_flask

frameworks = {
    "bottle": tables_bottle.application,
    "django": tables_django.application,
    "falcon": tables_falcon.application,
    "flask": tables_flask.application,
}

applications = []


def host(body):
    table = json.loads(body)
    applications.append(frameworks[table["framework"]](table["endpoints"], table["options"] or {}))
    return str(len(applications) - 1)


def app(environ, start_response):
    number = environ["HTTP_X_SERVER"]
    if number != "new":
        body = applications[int(number)](environ, start_response)
        return [] if environ["REQUEST_METHOD"] == "HEAD" else body  # Django leaves that to the server
    try:
        status, text = "200 OK", host(environ["wsgi.input"].read())
    except Exception:
        status, text = "500 Internal Server Error", traceback.format_exc()
    start_response(status, [("Content-Type", "text/plain")])
    return [text.encode()]
