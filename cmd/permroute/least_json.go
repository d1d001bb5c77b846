package main

import (
	"github.com/permroute/permroute/generator/access"
	"github.com/permroute/permroute/generator/route"
	"github.com/permroute/permroute/generator/traffic"
	"github.com/permroute/permroute/generator/traffic/formats"
)

// A leastAnswer is the report as JSON. docs/least.md says what its fields mean.
type leastAnswer struct {
	Lines          int64          `json:"lines"`
	Calls          int64          `json:"calls"`
	Malformed      int64          `json:"malformed"`
	MalformedLines []leastSample  `json:"malformedLines"`
	LeftOut        []leastLeftOut `json:"leftOut"`
	All            leastCaller    `json:"all"`
	By             string         `json:"by,omitempty"`
	Callers        []leastCaller  `json:"callers,omitempty"`
	OtherCalls     int64          `json:"otherCalls,omitempty"`
}

// A leastCaller is what the calls with one value of --by need, or all calls.
type leastCaller struct {
	Value       *string           `json:"value,omitempty"` // nil for all calls
	Calls       int64             `json:"calls"`
	Smallest    bool              `json:"smallest"`
	Permissions []leastPermission `json:"permissions"`
	NeverUsed   []string          `json:"neverUsed"`
	Role        *leastRole        `json:"role,omitempty"` // nil if no role allows the calls
	Public      []leastRoute      `json:"public"`
	Known       []leastRoute      `json:"authenticated"`
	Nobody      []leastRoute      `json:"nobody"`
	Unanswered  []leastUnanswered `json:"unanswered"`
}

type leastPermission struct {
	Code    string       `json:"code"`
	Calls   int64        `json:"calls"`
	Implied string       `json:"impliedBy,omitempty"`
	Granted *bool        `json:"granted,omitempty"` // nil without a flag that says what was granted
	Routes  []leastRoute `json:"routes"`
}

type leastRole struct {
	Name      string   `json:"name"`
	NeverUsed []string `json:"neverUsed"`
}

type leastRoute struct {
	ID     string     `json:"id"`
	Method string     `json:"method"`
	Path   string     `json:"path"`
	Calls  int64      `json:"calls"`
	First  leastPlace `json:"first"`
}

type leastPlace struct {
	Log  string `json:"log"`
	Line int64  `json:"line"`
}

type leastSample struct {
	leastPlace
	Text string `json:"text"`
	Why  string `json:"why,omitempty"`
}

type leastUnanswered struct {
	Verdict string        `json:"verdict"`
	Calls   int64         `json:"calls"`
	First   []leastSample `json:"first"`
}

type leastLeftOut struct {
	Lines int64    `json:"lines"`
	What  string   `json:"what"`
	Hosts []string `json:"hosts,omitempty"`
}

// answer returns the report of a result.
func (r *leastReport) answer(result *traffic.Result) leastAnswer {
	a := leastAnswer{
		Lines: result.Lines, Calls: result.Calls(), Malformed: result.Malformed, MalformedLines: r.samples(result.Bad),
		LeftOut: []leastLeftOut{}, All: r.caller(nil, &result.Counts), By: r.by,
	}
	for o, n := range result.LeftOut {
		if n == 0 {
			continue
		}
		left := leastLeftOut{Lines: n, What: formats.Outcome(o).LeftOut()}
		if formats.Outcome(o) == formats.OtherHost {
			left.Hosts = result.Hosts
		}
		a.LeftOut = append(a.LeftOut, left)
	}
	for _, g := range result.Groups {
		a.Callers = append(a.Callers, r.caller(&g.Value, &g.Counts))
	}
	if result.Others != nil {
		a.OtherCalls = result.Others.Calls()
	}
	return a
}

func (r *leastReport) caller(value *string, c *traffic.Counts) leastCaller {
	grant := traffic.Least(r.api, c.Uses, r.have)
	caller := leastCaller{
		Value: value, Calls: c.Calls(), Smallest: grant.Smallest, Permissions: []leastPermission{},
		NeverUsed: append([]string{}, r.neverUsed(grant)...), Unanswered: []leastUnanswered{},
		Public: r.used(grant.Open[access.Public]), Known: r.used(grant.Open[access.Authenticated]), Nobody: r.used(grant.Open[access.Nobody]),
	}
	for _, n := range grant.Needed {
		p := leastPermission{Code: n.Permission.Code, Calls: n.Calls(), Routes: r.used(n.Uses)}
		if n.ImpliedBy != nil {
			p.Implied = n.ImpliedBy.Code
		}
		if r.asked {
			granted := r.have[n.Permission]
			p.Granted = &granted
		}
		caller.Permissions = append(caller.Permissions, p)
	}
	if fit := traffic.SmallestRole(r.api, c.Uses); fit != nil {
		caller.Role = &leastRole{fit.Role.Name, codesOf(fit.NeverUsed)}
	}
	for _, v := range []route.Verdict{route.Refused, route.Unlisted, route.MethodUnlisted} {
		if n := c.Verdicts[v]; n > 0 {
			caller.Unanswered = append(caller.Unanswered, leastUnanswered{v.String(), n, r.samples(c.Samples[v])})
		}
	}
	return caller
}

func (r *leastReport) used(uses []traffic.Use) []leastRoute {
	routes := []leastRoute{}
	for _, u := range uses {
		row := r.api.Routes[u.Row]
		routes = append(routes, leastRoute{row.ID, row.Method, row.Pattern.String(), u.Calls, r.at(u.First)})
	}
	return routes
}

func (r *leastReport) samples(samples []traffic.Sample) []leastSample {
	list := []leastSample{}
	for _, s := range samples {
		list = append(list, leastSample{r.at(s.Place), s.Text, s.Why})
	}
	return list
}

func (r *leastReport) at(p traffic.Place) leastPlace { return leastPlace{r.logs[p.Log], p.Line} }
