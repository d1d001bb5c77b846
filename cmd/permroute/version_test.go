package main

import (
	"runtime"
	"runtime/debug"
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestVersion(t *testing.T) {
	got := permroute("version")
	assert.Equal(t, 0, got.code)
	assert.Empty(t, got.stderr)
	assert.Regexp(t, `^permroute \S+ .*`, got.stdout)
	assert.Contains(t, got.stdout, runtime.Version()+"\n")
}

func TestDescribe(t *testing.T) {
	info := &debug.BuildInfo{GoVersion: "go1.25.1"}
	assert.Equal(t, "permroute (devel) go1.25.1", describe(info))
	info.Main.Version = "v0.2.0"
	assert.Equal(t, "permroute v0.2.0 go1.25.1", describe(info))
	info.Settings = []debug.BuildSetting{{Key: "vcs", Value: "git"}, {Key: "vcs.revision", Value: "1f2e3d4c"}, {Key: "vcs.modified", Value: "false"}}
	assert.Equal(t, "permroute v0.2.0 revision 1f2e3d4c go1.25.1", describe(info))
	info.Settings[2].Value = "true"
	assert.Equal(t, "permroute v0.2.0 revision 1f2e3d4c (modified) go1.25.1", describe(info))
}
