package handlers

// A Syntax is a way in which routers write a part of a path, and what a spec has for it.
type Syntax struct {
	Written string // one segment: ":id"
	Spec    string // "{id}"
	Routers string // some that write it so
}

// Syntaxes returns the syntaxes that Read knows, for documents and messages.
func Syntaxes() []Syntax {
	return []Syntax{
		{":id", "{id}", "gin, echo, fiber, httprouter, Express, Rails"},
		{":id<int>", "{id}", "fiber"},
		{`:id(\d+)`, "{id}", "Express, Koa"},
		{":id{[0-9]+}", "{id}", "hono"},
		{"*path", "**", "gin, httprouter, bunrouter, Rails"},
		{"*", "**", "chi, echo, fiber"},
		{"{id:[0-9]+}", "{id}", "chi, gorilla, go-restful"},
		{"{rest:.*}", "**", "gorilla"},
		{"{rest:*}", "**", "go-restful, fasthttp-router"},
		{"{path...}", "**", "net/http"},
		{"{id:int}", "{id}", "Starlette, ASP.NET Core, Falcon"},
		{"{rest:path}", "**", "Starlette, Falcon"},
		{"{*path}", "**", "Spring, ASP.NET Core, axum"},
		{"{rest*}", "**", "hapi"},
		{"{proxy+}", "**", "Amazon API Gateway"},
		{"<id>", "{id}", "Flask, Bottle"},
		{"<int:id>", "{id}", "Flask, Django"},
		{"<path:rest>", "**", "Flask, Django"},
		{"<id:int>", "{id}", "Bottle"},
	}
}
