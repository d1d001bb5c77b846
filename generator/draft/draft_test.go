package draft_test

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/permroute/permroute/generator/draft"
	"github.com/permroute/permroute/generator/model"
	"github.com/permroute/permroute/generator/service"
	"github.com/permroute/permroute/generator/syntax"
)

var update = flag.Bool("update", false, "write spec.yaml and doubts.txt instead of comparing with them")

// TestGolden holds what is made of documents against each folder of testdata: service.yaml, the spec that
// is made of it, and what that does not say in doubts.txt, with what the spec asks for at its end.
func TestGolden(t *testing.T) {
	documents, err := filepath.Glob("testdata/*/service.yaml")
	require.NoError(t, err)
	require.NotEmpty(t, documents)
	for _, file := range documents {
		dir := filepath.Dir(file)
		t.Run(filepath.Base(dir), func(t *testing.T) {
			d, list := service.Read("service.yaml", func(name string) ([]byte, error) { return os.ReadFile(filepath.Join(dir, name)) })
			require.NoError(t, list.Err())
			made := draft.Spec(d, options(t, dir))
			spec, text := made.Spec, fmt.Sprintf("%d operations, %d rows, %d left out\n", made.Operations, made.Rows, made.LeftOut)
			for _, doubt := range made.Doubts {
				text += doubt.Kind.String() + ": " + doubt.Diagnostic.String() + "\n"
			}
			_, list = model.Load("spec.yaml", spec)
			if len(list) > 0 {
				text += "\n" + list.Error() + "\n"
			}
			for name, got := range map[string]string{"spec.yaml": string(spec), "doubts.txt": text} {
				name = filepath.Join(dir, name)
				if *update {
					require.NoError(t, os.WriteFile(name, []byte(got), 0o644))
				}
				want, err := os.ReadFile(name)
				require.NoError(t, err)
				assert.Equal(t, string(want), got)
			}
		})
	}
}

// options reads options.yaml of a case, if it has one.
func options(t *testing.T, dir string) (o draft.Options) {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(dir, "options.yaml"))
	if os.IsNotExist(err) {
		return o
	}
	require.NoError(t, err)
	m, list := syntax.ReadDocument("options.yaml", data)
	require.NoError(t, list.Err())
	words := func(key string) (all []string) {
		text, _ := m.Get(key).(string)
		return strings.Fields(text)
	}
	o = draft.Options{Upstream: words("upstream"), Schemes: words("scheme"), PermissionsFrom: words("permissions-from")}
	if base, ok := m.Get("base").(string); ok {
		o.Base = &base
	}
	return o
}
