package main

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/permroute/permroute/generator/analysis/lint"
)

// TestExplainRules asserts that --explain prints what the rules say, in the order of their ids.
func TestExplainRules(t *testing.T) {
	sections := map[string]string{}
	var ids []string
	for _, r := range lint.Rules() {
		ids = append(ids, r.ID)
		sections[r.ID] = r.Markdown()
		assert.Equal(t, result{0, r.Markdown(), ""}, permroute("lint", "--explain", r.ID))
	}
	assert.Equal(t, result{0, sections["lookalike"] + "\n" + sections["overlap"], ""}, permroute("lint", "--explain", "overlap,lookalike"))
	all := permroute("lint", "--explain", strings.Join(ids, ","))
	require.Zero(t, all.code)
	assert.Equal(t, len(ids), strings.Count("\n"+all.stdout, "\n## "))
}
