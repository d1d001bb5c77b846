// Package route defines what a permission table means: which row decides on a request. [Table.Match] is
// the definition. The compiled matcher, the SQL views and the reader of logs must agree with it on every request.
//
// # The idea
//
// A row of a table says which permissions METHOD /path demands. A matcher reads the request and asks the
// table. Then a server reads the same request with a router of its own. Routers differ: some ignore a final
// slash, some fold letter case, some look at the path alone. Where matcher and router read a request
// differently, a caller gets around a permission.
//
// So Match does not imitate one router. It collects every row that some server could run for the request.
// It answers with one of these rows only if that row's demand is enough for whatever a server then runs.
// If this is not certain, it refuses the request.
//
// # A worked example
//
//	1  GET  /users/{id}        demands A
//	2  GET  /users/me          demands B
//	3  GET  /users/{id}/roles  demands C
//	4  PUT  /users/you         demands D
//
//	GET  /users/7         Listed, row 1   no other row is reached
//	GET  /users/me        Listed, row 2   row 1 is reached too, but every router prefers the literal
//	GET  /users/7/roles   Listed, row 3   row 1 is reached too, by a server whose last parameter takes more
//	                                      segments; such servers prefer the longer row
//	GET  /users/7/avatar  Listed, row 1   by such a server; other servers answer 404
//	GET  /users/ME        Refused         a server that folds letter case runs row 2, another one row 1
//	GET  /users/you       Refused         a server that routes by path alone runs row 4
//	GET  /users//7        Refused         servers read an empty segment in different ways
//	POST /users/7         MethodUnlisted  row 1 is reached, but only with another method
//	GET  /orders          Unlisted        no server runs any of the rows
//
// Match works in four steps:
//
//  1. It refuses a request whose method or path is not canonical.
//  2. It finds the rows that the path reaches: those of the method, and those of other methods.
//  3. The first row of the method by precedence is the winner.
//  4. The winner answers if it beats each other row that is reached. Otherwise the request is refused.
//
// [View.Account] returns the same verdict with all that it follows from.
//
// # Terminology
//
// The examples use the rows above. A path that begins with another segment brings its own pattern.
//
// Pattern and segment: /users/{id} has two segments, the literal "users" and the parameter id. A last **
// takes zero or more segments. Without the parameters' names a pattern is a shape: /users/{}.
//
// Canonical: a path that all servers cut into the same segments. /users/7 is canonical. /users//7,
// /users/../7, /users/7; and /users/%37 are not. A row can allow some escapes ([Encoding]).
//
// Reach: how a path reaches a pattern. It reaches it exactly if each segment fits byte for byte: /users/7
// and /users/{id}. It reaches it inexactly if only some servers take the one for the other: /users/ME and
// /users/me. [Equivalence] lists what servers do, and [Upstreams] which servers do it.
//
// Tail: what a path has below a pattern that ends in a parameter. Some servers give it to the parameter:
// /users/7/avatar reaches /users/{id} by its tail.
//
// Empty rest: nothing, where a path ends before the ** of a pattern. /files reaches /files/** by its empty rest.
// Many routers do not run a row for that path, so a less specific row may run.
//
// Loose suffix: the literal after a parameter, for servers that ignore it. They run /jobs/{id}:lock for
// /jobs/7:open.
//
// Own row: a row of the request's method. HEAD also has the rows of GET for which there is no HEAD row of
// the same shape.
//
// Foreign row: a row of another method, whose shape no own row has. For GET /users/you row 4 is foreign.
//
// Winner: the own row that goes first by precedence. A row that is reached exactly or by its empty rest goes before
// others. Then the patterns are compared segment by segment from the left: a literal goes before an affixed
// parameter, then a parameter, then **. For GET /users/me the winner is row 2.
//
// Beats: the winner beats another row if its demand implies the other's, or if every server that could run
// both rows runs the winner. [Precedence] lists the rules.
//
// Rival: a row that another row does not beat on some path which that row names exactly. Row 2 is a rival
// of row 1, because of /users/ME. Row 4 is one too, because of /users/you.
//
// Contested: a row that has rivals. Row 1 is contested, row 2 is not. An uncontested row answers for every
// path that it is the first to name exactly, so a generator can decide these paths beforehand.
//
// Affixed: a parameter with a literal before or after it in its segment: v{version} or {id}:lock.
//
// Barred: the bytes at which some server ends the value of an affixed parameter, or reads the literal in
// another place. In {id}:lock the colon is barred: /jobs/a:b:lock reaches /jobs/{id}:lock inexactly.
//
// Spanning: a parameter that some server lets take slashes, because exactly one byte follows it:
// /in(x/y) reaches /in({n}).
//
// Verdict: the answer for a request. Listed names the row that decides. Unlisted: no server can run any
// row. MethodUnlisted: only rows of other methods are reached. Refused: the request is not canonical, or it
// is not certain which row a server runs.
//
// Mute: a row that no request can be answered with, because another row stands against it everywhere:
// GET /a that demands A and GET /A that demands B.
//
// # Compatibility
//
// This package is a room of the generator: public so that it can be read and tested; only the package
// generator promises compatibility.
package route
