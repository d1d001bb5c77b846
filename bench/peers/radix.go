package peers

import (
	"net/http"

	"github.com/aerogo/aero"
	"github.com/gin-gonic/gin"
	"github.com/julienschmidt/httprouter"
	"github.com/naoina/denco"
	"github.com/uptrace/bunrouter"
)

func httpRouter(t *Table) (Router, error) {
	r, n := httprouter.New(), &note{}
	for i, row := range t.each(syntax{param: ":p%d", rest: "*rest", special: ":*", prefix: true}) {
		r.Handle(row.method, row.pattern, func(http.ResponseWriter, *http.Request, httprouter.Params) { n.row = i })
	}
	return Router{
		Answer: func(l Line) int {
			return n.of(func() {
				if handle, _, _ := r.Lookup(l.Method, l.Path); handle != nil {
					handle(nil, nil, nil)
				}
			})
		},
		Run: func(lines []Line, order []uint16) (sum uint64) {
			for _, i := range order {
				if handle, _, _ := r.Lookup(lines[i].Method, lines[i].Path); handle != nil {
					sum++
				}
			}
			return sum
		},
	}, nil
}

func ginRouter(t *Table) (Router, error) {
	gin.SetMode(gin.ReleaseMode)
	r, n := gin.New(), &note{}
	r.RedirectTrailingSlash = false
	for i, row := range t.each(syntax{param: ":p%d", rest: "*rest", special: ":", escape: `\`, prefix: true}) {
		r.Handle(row.method, row.pattern, func(*gin.Context) { n.row = i })
	}
	return served(r, n), nil
}

func bunRouter(t *Table) (Router, error) {
	r, n := bunrouter.New(), &note{}
	for i, row := range t.each(syntax{param: ":p%d", rest: "*rest", special: ":*"}) {
		r.Handle(row.method, row.pattern, func(http.ResponseWriter, bunrouter.Request) error { n.row = i; return nil })
	}
	return served(r, n), nil
}

func aeroRouter(t *Table) (Router, error) {
	r, n := aero.New(), &note{}
	for i, row := range t.each(syntax{param: ":p%d", rest: "*rest", special: ":*"}) {
		r.Router().Add(row.method, row.pattern, func(aero.Context) error { n.row = i; return nil })
	}
	return served(r, n), nil
}

func dencoRouter(t *Table) (Router, error) {
	records := map[string][]denco.Record{}
	for i, row := range t.each(syntax{param: ":p%d", rest: "*rest", special: ":*"}) {
		records[row.method] = append(records[row.method], denco.NewRecord(row.pattern, i))
	}
	routers := map[string]*denco.Router{} // by method, as denco's Mux has them
	for method := range records {
		routers[method] = denco.New()
		if err := routers[method].Build(records[method]); err != nil {
			return Router{}, err
		}
	}
	return Router{
		Answer: func(l Line) int {
			if r := routers[l.Method]; r != nil {
				if data, _, found := r.Lookup(l.Path); found {
					return data.(int)
				}
			}
			return -1
		},
		Run: func(lines []Line, order []uint16) (sum uint64) {
			for _, i := range order {
				if r := routers[lines[i].Method]; r != nil {
					if _, _, found := r.Lookup(lines[i].Path); found {
						sum++
					}
				}
			}
			return sum
		},
	}, nil
}
