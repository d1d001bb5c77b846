package support

import "context"

// NewContext returns a context that holds a decision. A [Guard] passes such a context to the handler.
func NewContext(ctx context.Context, d Decision) context.Context {
	return &decisionContext{ctx, d}
}

// FromContext returns the decision that a context holds, and the last one if it holds several. It reports
// false if there is none.
func FromContext(ctx context.Context) (Decision, bool) {
	if d, ok := ctx.Value(decisionKey{}).(*decisionContext); ok {
		return d.decision, true
	}
	return Decision{}, false
}

// A decisionContext is a context and a decision in one allocation. context.WithValue would need two.
type decisionContext struct {
	context.Context
	decision Decision
}

type decisionKey struct{}

// Value returns the decisionContext itself for a decisionKey.
func (c *decisionContext) Value(key any) any {
	if key == (decisionKey{}) {
		return c
	}
	return c.Context.Value(key)
}
