package openapi

import (
	"bytes"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"
)

// tools is where the npm tools are installed.
const tools = "node"

// needTools leaves a test out, with a line that says so, where the npm tools are not installed; in CI it
// fails.
func needTools(t *testing.T) {
	t.Helper()
	_, err := os.Stat(filepath.Join(tools, "node_modules", "@redocly"))
	if err == nil {
		_, err = exec.LookPath("node")
	}
	if err != nil && os.Getenv("CI") != "" {
		t.Fatal("no npm tools: npm ci --prefix interop/openapi/node")
	}
	if err != nil {
		t.Skip("left out without the npm tools: npm ci --prefix interop/openapi/node")
	}
}

// An outcome is what a tool has said.
type outcome struct {
	stdout, stderr []byte
	failed         bool
}

// node runs a script of the tools' folder with Node.
func node(t *testing.T, stdin []byte, script string, args ...string) outcome {
	t.Helper()
	needTools(t)
	command := exec.Command("node", append([]string{script}, args...)...)
	command.Dir = tools
	command.Env = append(os.Environ(), "NO_COLOR=1", "REDOCLY_TELEMETRY=off", "NODE_OPTIONS=--max-old-space-size=3000")
	var stdout, stderr bytes.Buffer
	command.Stdin, command.Stdout, command.Stderr = bytes.NewReader(stdin), &stdout, &stderr
	err := command.Run()
	var exit *exec.ExitError
	if err != nil {
		require.ErrorAs(t, err, &exit, stderr.String())
	}
	return outcome{stdout.Bytes(), stderr.Bytes(), err != nil}
}

// A job is an overlay for one of the npm engines to apply.
type job struct {
	Engine   string `json:"engine"`
	Document string `json:"document"`
	Overlay  string `json:"overlay"`
}

// An applied document is what an engine makes of one.
type applied struct {
	Document any      `json:"document"`
	Warnings []string `json:"warnings"`
}

// applyInNode applies overlays, all in one process.
func applyInNode(t *testing.T, jobs []job) (results []applied) {
	t.Helper()
	input, err := json.Marshal(jobs)
	require.NoError(t, err)
	result := node(t, input, "apply.mjs")
	require.False(t, result.failed, "%s", result.stderr)
	require.NoError(t, json.Unmarshal(result.stdout, &results))
	return results
}
