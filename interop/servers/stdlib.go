package servers

import "net/http"

var serveMuxDialect = dialect{param: "{P}", quote: asWritten, rest: "{rest...}", root: "/{$}", end: "{$}", noSlash: true}

func serveMux() []Setup {
	return []Setup{
		{Name: "servemux", Upstream: "servemux", host: hosting(newServeMux)},
		{Name: "servemux+proxy", Upstream: "servemux", Connected: true, host: behindProxy(hosting(newServeMux))},
	}
}

func newServeMux(endpoints []endpoint) http.Handler {
	mux := http.NewServeMux()
	for _, e := range endpoints {
		for _, path := range serveMuxDialect.paths(e) {
			if e.method != "" {
				path = e.method + " " + path
			}
			mux.Handle(path, e)
		}
	}
	return mux
}
