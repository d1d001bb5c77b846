package traffic

import "github.com/permroute/permroute/generator/model"

// An Answerer answers single requests. Several goroutines may use it at once.
type Answerer struct{ m *matcher }

// NewAnswerer returns the answerer of a table.
func NewAnswerer(api *model.API) *Answerer { return &Answerer{newMatcher(api.Views())} }

// Answer returns what the table answers a request with. The target is that of a request line.
func (a *Answerer) Answer(method, target string) Answer {
	return answerOf(a.m.ask(method, target))
}
