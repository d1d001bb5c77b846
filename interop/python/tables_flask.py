"""Flask. Options: strict_slashes, merge_slashes."""

from flask import Flask, Response, request

METHODS = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]


def application(endpoints, options):
    app = Flask(__name__, static_folder=None)
    for name, value in options.items():
        setattr(app.url_map, name, value)
    for endpoint in endpoints:
        for path in endpoint["paths"]:
            app.add_url_rule(
                path,
                f"{endpoint['number']} {path}",
                view(endpoint["number"]),
                methods=[endpoint["method"]] if endpoint["method"] else METHODS,
                provide_automatic_options=False,
            )
    return app


def view(number):
    return lambda **values: Response(headers={"Ran": f"{number} {request.method}"})
