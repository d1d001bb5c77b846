package draft_test

import (
	"flag"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/permroute/permroute/generator/draft"
	"github.com/permroute/permroute/generator/model"
	"github.com/permroute/permroute/generator/service"
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
			d, list := service.Read("service.yaml", func(string) ([]byte, error) { return os.ReadFile(file) })
			require.NoError(t, list.Err())
			spec, doubts := draft.Spec(d)
			text := doubts.Error() + "\n"
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
