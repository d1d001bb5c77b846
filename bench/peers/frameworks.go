package peers

import (
	"github.com/gofiber/fiber/v3"
	echo4 "github.com/labstack/echo/v4"
	echo5 "github.com/labstack/echo/v5"
	"github.com/valyala/fasthttp"
)

var echoSyntax = syntax{param: ":p%d", rest: "*", special: ":", escape: `\`, prefix: true}

func echo4Router(t *Table) (Router, error) {
	e, n := echo4.New(), &note{}
	for i, row := range t.each(echoSyntax) {
		e.Add(row.method, row.pattern, func(echo4.Context) error { n.row = i; return nil })
	}
	q := newRequest()
	r, c := e.Router(), e.NewContext(q.Request, q.w)
	return Router{
		Answer: func(l Line) int {
			return n.of(func() {
				c.Reset(q.Request, q.w)
				r.Find(l.Method, l.Path, c)
				_ = c.Handler()(c) // that of an unknown path fails
			})
		},
		Run: func(lines []Line, order []uint16) (sum uint64) {
			for _, i := range order {
				r.Find(lines[i].Method, lines[i].Path, c)
				sum += uint64(len(c.Path()))
			}
			return sum
		},
	}, nil
}

func echo5Router(t *Table) (Router, error) {
	e, n := echo5.New(), &note{}
	for i, row := range t.each(echoSyntax) {
		e.Add(row.method, row.pattern, func(*echo5.Context) error { n.row = i; return nil })
	}
	q := newRequest()
	r, c := e.Router(), e.NewContext(q.Request, q.w)
	return Router{
		Answer: func(l Line) int {
			return n.of(func() {
				q.of(&l)
				_ = r.Route(c)(c) // that of an unknown path fails
			})
		},
		Run: func(lines []Line, order []uint16) (sum uint64) {
			for _, i := range order {
				q.of(&lines[i])
				if r.Route(c) != nil {
					sum++
				}
			}
			return sum
		},
	}, nil
}

func fiberRouter(t *Table) (Router, error) {
	app, n := fiber.New(fiber.Config{CaseSensitive: true, StrictRouting: true}), &note{}
	for i, row := range t.each(syntax{param: ":p%d", rest: "*", special: `:*+?`, escape: `\`, prefix: true, suffix: true}) {
		app.Add([]string{row.method}, row.pattern, func(fiber.Ctx) error { n.row = i; return nil })
	}
	handler, c := app.Handler(), &fasthttp.RequestCtx{}
	c.Init(&fasthttp.Request{}, nil, nil)
	route := func(l *Line) {
		c.Request.Header.SetMethod(l.Method)
		c.Request.SetRequestURI(l.Path)
		handler(c)
	}
	return Router{
		Answer: func(l Line) int {
			return n.of(func() {
				route(&l)
			})
		},
		Run: func(lines []Line, order []uint16) (sum uint64) {
			for _, i := range order {
				route(&lines[i])
				sum += uint64(n.row)
			}
			return sum
		},
	}, nil
}
