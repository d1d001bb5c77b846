package servers

import (
	"context"
	"net/http"
	"slices"

	"github.com/grpc-ecosystem/grpc-gateway/v2/runtime"
)

var grpcDialect = dialect{param: "{P}", quote: asWritten, rest: "**", root: "/", noSlash: true}

func grpcGateway() []Setup {
	with := func(options ...runtime.ServeMuxOption) hostFunc {
		return hosting(newGRPCGateway(options))
	}
	return []Setup{
		{Name: "grpc-gateway", Upstream: "grpc-gateway", host: with()},
		{Name: "grpc-gateway+reserved", Upstream: "grpc-gateway", host: with(runtime.WithUnescapingMode(runtime.UnescapingModeAllExceptReserved))},
		{Name: "grpc-gateway+all", Upstream: "grpc-gateway", host: with(runtime.WithUnescapingMode(runtime.UnescapingModeAllCharacters))},
		{Name: "grpc-gateway+strict", Upstream: "grpc-gateway", host: with(runtime.WithStrictDeepWildcardMatching(), runtime.WithDisablePathLengthFallback())},
	}
}

// newGRPCGateway returns a builder of the runtime's multiplexers. The last pattern that is registered and
// matches runs, so the most special one is registered last.
func newGRPCGateway(options []runtime.ServeMuxOption) builder {
	return func(endpoints []endpoint) http.Handler {
		mux := runtime.NewServeMux(append(options, runtime.WithRoutingErrorHandler(status))...)
		for _, e := range slices.Backward(endpoints) {
			for _, path := range grpcDialect.paths(e) {
				for _, method := range e.methods() {
					handler := func(w http.ResponseWriter, r *http.Request, _ map[string]string) { e.ServeHTTP(w, r) }
					if err := mux.HandlePath(method, path, handler); err != nil {
						panic(err)
					}
				}
			}
		}
		return mux
	}
}

// status answers with a status alone.
func status(_ context.Context, _ *runtime.ServeMux, _ runtime.Marshaler, w http.ResponseWriter, _ *http.Request, status int) {
	w.WriteHeader(status)
}
