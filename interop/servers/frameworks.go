package servers

import "maps"

// Frameworks of Node: what they are called, and how they write patterns. Which bytes they escape is for
// the tables of parameters with literals beside them.
var (
	express4Dialect = dialect{param: ":P", quote: escaping("$+():", ""), rest: "*", root: "/"}
	express5Dialect = dialect{param: ":P", quote: escaping("+():!", ""), rest: "*rest", root: "/", needsByte: true}
	fastifyDialect  = dialect{param: ":P", quote: asWritten, rest: "*", root: "/"}
	hapiDialect     = dialect{param: "{P}", quote: asWritten, rest: "{rest*}", root: "/", noSlash: true}
	koaDialect      = dialect{param: ":P", quote: escaping("+():!", ""), rest: "*rest", root: "/", needsByte: true}
)

// fastifyShort is Fastify with its default for the length of parameters.
const fastifyShort = "fastify+short"

// asWritten is the quoting of literals that stand for themselves beside a parameter too.
func asWritten(literal string, _ bool) string { return literal }

// nodeFrameworks are the set-ups of frameworks of Node.
func nodeFrameworks() []framework {
	type options map[string]any
	strict := options{"settings": map[string]bool{"strict routing": true, "case sensitive routing": true}}
	loose := options{"ignoreTrailingSlash": true, "ignoreDuplicateSlashes": true, "caseSensitive": false} // of find-my-way
	// Fastify's routes do not take a parameter of more than 100 bytes unless told so: a ** beside it runs.
	fastify := func(with options) options {
		router := options{"maxParamLength": 16384}
		maps.Copy(router, with)
		return options{"routerOptions": router}
	}
	hapiRouter := func(settings map[string]bool) options { return options{"router": settings} }
	var all []framework
	add := func(upstream, script string, d dialect, of map[string]options, names ...string) {
		for _, name := range names {
			all = append(all, framework{name, upstream, script, of[name], d})
		}
	}
	add("express", "express4", express4Dialect, map[string]options{"express4+strict": strict}, "express4", "express4+strict")
	add("express", "express5", express5Dialect, map[string]options{
		"express5+strict":   strict,
		"express5+override": {"override": true},
		"express5+mount":    {"mount": true}, // a router for each first segment that is a literal
	}, "express5", "express5+strict", "express5+override", "express5+mount")
	add("fastify", "fastify", fastifyDialect, map[string]options{
		"fastify":        fastify(nil),
		"fastify+loose":  fastify(loose),
		"fastify+semi":   fastify(options{"useSemicolonDelimiter": true}),
		"fastify+nohead": {"exposeHeadRoutes": false, "routerOptions": options{"maxParamLength": 16384}},
	}, "fastify", "fastify+loose", "fastify+semi", "fastify+nohead", fastifyShort)
	add("hono", "hono", fastifyDialect, map[string]options{
		"hono+loose": {"strict": false},
		"hono+trie":  {"router": "trie"},
	}, "hono", "hono+loose", "hono+trie")
	add("hapi", "hapi", hapiDialect, map[string]options{
		"hapi+loose": hapiRouter(map[string]bool{"isCaseSensitive": false, "stripTrailingSlash": true}),
	}, "hapi", "hapi+loose")
	add("koa", "koa", koaDialect, map[string]options{"koa+strict": {"strict": true, "sensitive": true}}, "koa", "koa+strict")
	add("polka", "polka", fastifyDialect, nil, "polka")
	add("restify", "restify", fastifyDialect, map[string]options{"restify+sanitize": {"sanitize": true}}, "restify", "restify+sanitize")
	add("restify", "restify", withoutSlash(fastifyDialect), map[string]options{"restify+loose": loose}, "restify+loose")
	return all
}
