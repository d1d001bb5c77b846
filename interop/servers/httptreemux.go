package servers

import (
	"net/http"

	"github.com/dimfeld/httptreemux/v5"
)

var treemuxDialect = dialect{param: ":P", quote: asWritten, rest: "*rest", root: "/", needsByte: true, noSlash: true}

func httpTreeMux() []Setup {
	with := func(set func(*httptreemux.ContextMux)) hostFunc { return hosting(newHTTPTreeMux(set)) }
	return []Setup{
		{Name: "httptreemux", Upstream: "httptreemux", host: with(func(*httptreemux.ContextMux) {})},
		{Name: "httptreemux+path", Upstream: "httptreemux", host: with(func(m *httptreemux.ContextMux) { m.PathSource = httptreemux.URLPath })},
		{Name: "httptreemux+handler", Upstream: "httptreemux", host: with(func(m *httptreemux.ContextMux) { m.RedirectBehavior = httptreemux.UseHandler })},
		{Name: "httptreemux+plain", Upstream: "httptreemux", host: with(func(m *httptreemux.ContextMux) {
			m.RedirectTrailingSlash, m.RedirectCleanPath, m.HeadCanUseGet = false, false, false
		})},
	}
}

func newHTTPTreeMux(set func(*httptreemux.ContextMux)) builder {
	return func(endpoints []endpoint) http.Handler {
		mux := httptreemux.NewContextMux()
		set(mux)
		for _, e := range endpoints {
			for _, path := range treemuxDialect.paths(e) {
				for _, method := range e.methods() {
					mux.Handler(method, path, e)
				}
			}
		}
		return mux
	}
}
