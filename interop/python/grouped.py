"""For frameworks whose views have a path and tell methods apart themselves."""


def by_path(endpoints):
    """Returns the numbers of the endpoints of each path, by method."""
    paths = {}
    for endpoint in endpoints:
        for path in endpoint["paths"]:
            paths.setdefault(path, {})[endpoint["method"]] = endpoint["number"]
    return paths


def number(numbers, method):
    """Returns the number for a method: its own, that for all, or GET's for HEAD."""
    for candidate in (method, ""):
        if candidate in numbers:
            return numbers[candidate]
    return numbers["GET"]
