package support

import (
	"context"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
)

func TestContext(t *testing.T) {
	type key struct{}
	parent, cancel := context.WithTimeout(context.WithValue(context.Background(), key{}, "v"), time.Hour)
	_, ok := FromContext(parent)
	assert.False(t, ok)

	d := Authorize("GET", "/things/7", NewSet(ThingView))
	ctx := NewContext(parent, d)
	carried, ok := FromContext(context.WithValue(ctx, key{}, "w"))
	assert.True(t, ok)
	assert.Equal(t, d, carried)
	assert.True(t, carried.Allowed())

	inner, _ := FromContext(NewContext(ctx, Decision{}))
	assert.Zero(t, inner, "the last one")
	carried, _ = FromContext(ctx)
	assert.Equal(t, d, carried)

	assert.Equal(t, "v", ctx.Value(key{}), "what the parent carries is not hidden")
	deadline, ok := ctx.Deadline()
	want, _ := parent.Deadline()
	assert.True(t, ok && deadline.Equal(want))
	child, stop := context.WithCancel(ctx)
	defer stop()
	cancel()
	<-child.Done()
	assert.ErrorIs(t, child.Err(), context.Canceled)
	assert.Equal(t, 1.0, testing.AllocsPerRun(100, func() { ctx = NewContext(parent, d) }))
	assert.Zero(t, testing.AllocsPerRun(100, func() { FromContext(ctx) }))
}
