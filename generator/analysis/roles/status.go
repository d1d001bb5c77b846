package roles

import (
	"net/http"

	"github.com/permroute/permroute/generator/access"
	"github.com/permroute/permroute/generator/grants"
	"github.com/permroute/permroute/generator/model"
	"github.com/permroute/permroute/generator/route"
)

// A Request is a request of a caller, and the answer of the table.
type Request struct {
	Verdict route.Verdict
	Row     *model.Route   // that decides, if the verdict is Listed
	Known   bool           // the caller is authenticated
	Held    grants.Holding // what the caller has
}

// Status returns the HTTP status with which a guard answers the request. 200 stands for a request that may pass.
func (r Request) Status(api *model.API) int {
	who := api.Unlisted(r.Verdict)
	if r.Row != nil {
		word, isWord := r.Row.Access()
		if !isWord {
			return r.heldStatus()
		}
		who = word
	}
	switch {
	case who == access.Public, who == access.Authenticated && r.Known:
		return http.StatusOK
	case who == access.Authenticated:
		return http.StatusUnauthorized
	}
	return r.Verdict.DeniedStatus()
}

// heldStatus is Status where permissions decide.
func (r Request) heldStatus() int {
	switch {
	case !r.Known:
		return http.StatusUnauthorized
	case Calls(r.Held, r.Row):
		return http.StatusOK
	}
	return r.Verdict.DeniedStatus()
}
