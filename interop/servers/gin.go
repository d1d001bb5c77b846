package servers

import (
	"net/http"

	"github.com/gin-gonic/gin"
)

var treeDialect = dialect{param: ":P", quote: asWritten, rest: "*rest", root: "/", noSlash: true}

func ginEngine() []Setup {
	fixed := func(e *gin.Engine) { e.RedirectFixedPath, e.RemoveExtraSlash = true, true }
	raw := func(e *gin.Engine) { e.UseRawPath, e.RemoveExtraSlash, e.RedirectFixedPath = true, true, true }
	escaped := func(e *gin.Engine) { e.UseEscapedPath, e.HandleMethodNotAllowed = true, true }
	return []Setup{
		{Name: "gin", Upstream: "gin", host: hosting(newGin(func(*gin.Engine) {}))},
		{Name: "gin+fixed", Upstream: "gin", host: hosting(newGin(fixed))},
		{Name: "gin+raw", Upstream: "gin", host: hosting(newGin(raw))},
		{Name: "gin+escaped", Upstream: "gin", host: hosting(newGin(escaped))},
	}
}

func newGin(set func(*gin.Engine)) builder {
	gin.SetMode(gin.ReleaseMode)
	return func(endpoints []endpoint) http.Handler {
		engine := gin.New()
		set(engine)
		for _, e := range endpoints {
			for _, path := range treeDialect.paths(e) {
				if e.method == "" {
					engine.Any(path, gin.WrapH(e))
				} else {
					engine.Handle(e.method, path, gin.WrapH(e))
				}
			}
		}
		return engine
	}
}
