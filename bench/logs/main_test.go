package main

import (
	"bytes"
	"os"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/permroute/permroute/generator/model"
	"github.com/permroute/permroute/generator/route"
	"github.com/permroute/permroute/generator/traffic"
)

// TestLog counts a log of 24 MiB: every row is called, every verdict is met, each line is counted, and the
// same arguments give the same bytes.
func TestLog(t *testing.T) {
	data, err := os.ReadFile("../../spec/bss.yaml")
	require.NoError(t, err)
	api, list := model.Load("bss.yaml", data)
	require.NoError(t, list.Err())
	var log, again bytes.Buffer
	require.NoError(t, write(&log, api, 24<<20))
	require.NoError(t, write(&again, api, 24<<20))
	require.True(t, bytes.Equal(log.Bytes(), again.Bytes()))
	lines := bytes.Count(log.Bytes(), []byte("\n"))
	r, err := traffic.Count(api, []traffic.Log{{Name: "log", Reader: &log}}, traffic.Options{Workers: 2})
	require.NoError(t, err)
	assert.EqualValues(t, lines, r.Lines)
	assert.Equal(t, r.Lines, r.Calls()+r.Malformed)
	assert.EqualValues(t, lines/100000, r.Malformed)
	assert.Len(t, r.Uses, len(api.Routes))
	for v := range route.Verdict(4) {
		assert.NotZero(t, r.Verdicts[v], v)
	}
}
