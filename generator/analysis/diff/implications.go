package diff

import (
	"errors"
	"slices"

	"github.com/permroute/permroute/generator/model"
)

// ErrImplications is the error for a table with a route that callers can satisfy in too many ways, because many codes
// imply what it needs.
var ErrImplications = errors.New("too many combinations of codes imply what a route needs")

// mostWays is how many ways to satisfy a route are compared.
const mostWays = 4096

// fewWays returns ErrImplications if the table has a route with too many ways to satisfy it.
func fewWays(api *model.API) error {
	implying := implyingOf(api)
	for _, row := range api.Routes {
		ways := 0
		for _, alternative := range row.Alternatives {
			product := 1
			for _, p := range alternative {
				if product *= len(implying[p]) + 1; product > mostWays {
					return ErrImplications
				}
			}
			if ways += product; ways > mostWays && len(implying) > 0 {
				return ErrImplications
			}
		}
	}
	return nil
}

// waysToHold returns the sets of codes of which a caller must be granted one to call a route. A code can be replaced by
// each one that implies it: what a code implies may differ between two tables, what a caller was granted does not.
func waysToHold(row *model.Route, implying implications) [][]*model.Permission {
	if len(implying) == 0 {
		return row.Alternatives
	}
	var all [][]*model.Permission
	for _, alternative := range row.Alternatives {
		ways := [][]*model.Permission{{}}
		for _, p := range alternative {
			var more [][]*model.Permission
			for _, way := range ways {
				for _, q := range append([]*model.Permission{p}, implying[p]...) {
					more = append(more, append(slices.Clone(way), q))
				}
			}
			ways = more
		}
		all = append(all, ways...)
	}
	return all
}

// implications are, for each code, the codes that imply it, directly or not.
type implications map[*model.Permission][]*model.Permission

func implyingOf(api *model.API) implications {
	implying := implications{}
	for _, p := range api.Permissions {
		if len(p.Implies) == 0 {
			continue
		}
		for _, q := range api.Closure([]*model.Permission{p}) {
			if q != p {
				implying[q] = append(implying[q], p)
			}
		}
	}
	return implying
}
