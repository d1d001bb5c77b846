package support

import "context"

// NewContext returns a context that carries a decision. A [Guard] hands it to the handler of each
// request that it lets pass.
func NewContext(ctx context.Context, d Decision) context.Context {
	return &decisionContext{ctx, d}
}

// FromContext returns the decision that a context carries, the last one if there are several. It
// reports false if there is none.
func FromContext(ctx context.Context) (Decision, bool) {
	if d, ok := ctx.Value(decisionKey{}).(*decisionContext); ok {
		return d.decision, true
	}
	return Decision{}, false
}

// A decisionContext is a context and a decision in one allocation; context.WithValue would take two.
type decisionContext struct {
	context.Context
	decision Decision
}

type decisionKey struct{}

// Value returns the context itself for decisionKey.
func (c *decisionContext) Value(key any) any {
	if key == (decisionKey{}) {
		return c
	}
	return c.Context.Value(key)
}
