"""Falcon. Options: strip_url_path_trailing_slash. A path that ends in /** is a sink."""

import re

import falcon

import grouped

METHODS = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]


def application(endpoints, options):
    app = falcon.App()
    for name, value in options.items():
        setattr(app.req_options, name, value)
    paths = grouped.by_path(endpoints)
    for path in paths:
        if not path.endswith("/**"):
            app.add_route(path, resource(paths[path]))
    for path in reversed(paths):  # the sink that is added last is tried first
        if path.endswith("/**"):
            app.add_sink(sink(paths[path]), re.compile(expression(path[:-2])))
    return app


def expression(path):
    return re.sub(r"\\{\w+\\}", "[^/]+", re.escape(path))


def ran(numbers, method, resp):
    resp.set_header("Ran", f"{grouped.number(numbers, method)} {method}")


def resource(numbers):
    """Returns a resource with a responder for each method."""

    def respond(self, req, resp, **values):
        ran(numbers, req.method, resp)

    methods = METHODS if "" in numbers else numbers
    return type("Named", (), {f"on_{method.lower()}": respond for method in methods})()


def sink(numbers):
    def respond(req, resp, **values):
        if "" not in numbers and req.method not in numbers:
            raise falcon.HTTPMethodNotAllowed(list(numbers))
        ran(numbers, req.method, resp)

    return respond
