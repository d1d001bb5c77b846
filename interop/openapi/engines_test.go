package openapi

import (
	"encoding/json"
	"strings"
	"testing"

	jsonpatch "github.com/evanphx/json-patch/v5"
	"github.com/pb33f/libopenapi"
	"github.com/speakeasy-api/openapi/overlay"
	"github.com/stretchr/testify/require"
	"gopkg.in/yaml.v3"
)

// engines are the names of what applies overlays.
var engines = []string{"libopenapi", "speakeasy strict", "speakeasy lax", "openapi-overlays-js", "bump-cli"}

// applyAll has every engine apply an overlay to a document, each to its own copy.
func applyAll(t *testing.T, documents map[string]any, text string) map[string]applied {
	t.Helper()
	results := map[string]applied{}
	var jobs []job
	for _, engine := range engines {
		data, err := json.Marshal(documents[engine])
		require.NoError(t, err)
		switch engine {
		case "libopenapi":
			results[engine] = applyLibopenapi(t, data, text)
		case "speakeasy strict", "speakeasy lax":
			results[engine] = applySpeakeasy(t, data, text, engine == "speakeasy strict")
		default:
			jobs = append(jobs, job{engine, string(data), text})
		}
	}
	for i, result := range applyInNode(t, jobs) {
		results[jobs[i].Engine] = applied{normal(t, result.Document), result.Warnings}
	}
	return results
}

func applyLibopenapi(t *testing.T, document []byte, text string) applied {
	t.Helper()
	result, err := libopenapi.ApplyOverlayFromBytesToSpecBytes(document, []byte(text))
	require.NoError(t, err)
	a := applied{Document: decoded(t, result.Bytes)}
	for _, w := range result.Warnings {
		a.Warnings = append(a.Warnings, w.Target+": "+w.Message)
	}
	return a
}

func applySpeakeasy(t *testing.T, document []byte, text string, strict bool) applied {
	t.Helper()
	var o overlay.Overlay
	require.NoError(t, yaml.Unmarshal([]byte(text), &o))
	require.NoError(t, o.Validate())
	var root yaml.Node
	require.NoError(t, yaml.Unmarshal(document, &root))
	var a applied
	var err error
	if strict {
		a.Warnings, err = o.ApplyToStrict(&root)
	} else {
		err = o.ApplyTo(&root)
	}
	if err != nil {
		a.Warnings = append(a.Warnings, err.Error())
	}
	var value any
	require.NoError(t, root.Decode(&value))
	a.Document = normal(t, value)
	return a
}

// patched returns a document after a merge patch.
func patched(t *testing.T, document any, patch string) any {
	t.Helper()
	data, err := json.Marshal(document)
	require.NoError(t, err)
	result, err := jsonpatch.MergePatch(data, []byte(patch))
	require.NoError(t, err)
	return decoded(t, result)
}

// everywhere returns a document for every engine.
func everywhere(document any) map[string]any {
	all := map[string]any{}
	for _, engine := range engines {
		all[engine] = document
	}
	return all
}

// assertApplied applies a target's overlay in every engine, twice, and its merge patch, and returns what
// all of them make of the document.
func assertApplied(t *testing.T, x *target, before object) object {
	t.Helper()
	want := patched(t, before, x.mergePatch())
	again := map[string]any{}
	for engine, result := range applyAll(t, everywhere(before), x.overlay()) {
		require.Empty(t, result.Warnings, engine)
		same(t, want, result.Document, engine+" and the merge patch")
		again[engine] = result.Document
	}
	for engine, result := range applyAll(t, again, x.overlay()) {
		require.Empty(t, result.Warnings, engine+", the second time")
		same(t, want, result.Document, engine+", the second time")
	}
	same(t, want, patched(t, want, x.mergePatch()), "the merge patch, the second time")
	return want.(object)
}

// same asserts that two values are equal, and says of large ones only where they are not.
func same(t *testing.T, want, got any, what string) {
	t.Helper()
	if where := difference(want, got, nil); where != "" {
		require.Fail(t, what, "differ at %s", where)
	}
}

// difference returns the first place where two values differ, and "" where they are equal.
func difference(x, y any, keys []string) string {
	here := "$ " + strings.Join(keys, " > ")
	switch x := x.(type) {
	case object:
		y, ok := y.(object)
		if !ok {
			return here
		}
		for key := range y {
			if _, both := x[key]; !both {
				return here + " > " + key
			}
		}
		for key := range x {
			if _, both := y[key]; !both {
				return here + " > " + key
			}
			if where := difference(x[key], y[key], append(keys[:len(keys):len(keys)], key)); where != "" {
				return where
			}
		}
		return ""
	case []any:
		y, ok := y.([]any)
		if !ok || len(x) != len(y) {
			return here
		}
		for i := range x {
			if where := difference(x[i], y[i], append(keys[:len(keys):len(keys)], "[]")); where != "" {
				return where
			}
		}
		return ""
	}
	if x != y {
		return here
	}
	return ""
}
