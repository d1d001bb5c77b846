"""Bottle. Options: slash (the recipe of its documents that drops a final slash)."""

import bottle


def application(endpoints, options):
    app = bottle.Bottle(catchall=True)
    for endpoint in endpoints:
        for path in endpoint["paths"]:
            app.route(path, endpoint["method"] or "ANY", view(endpoint["number"]))
    return stripped(app) if options.get("slash") else app


def view(number):
    def answer(**values):
        bottle.response.set_header("Ran", f"{number} {bottle.request.method}")
        return ""

    return answer


def stripped(app):
    def strip(environ, start_response):
        environ["PATH_INFO"] = environ["PATH_INFO"].rstrip("/") or "/"
        return app(environ, start_response)

    return strip
