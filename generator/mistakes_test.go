package generator_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/permroute/permroute/generator/model"
)

// message begins the lines at the end of a file of testdata/mistakes that hold what is said of it.
const message = "#! "

// TestMistakes holds what is said of typical mistakes against what the file of each says at its end. Each message names
// a place, what is wrong, and a remedy.
func TestMistakes(t *testing.T) {
	files, err := filepath.Glob("testdata/mistakes/*.yaml")
	require.NoError(t, err)
	require.GreaterOrEqual(t, len(files), 60)
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".yaml"), func(t *testing.T) {
			text, err := os.ReadFile(file)
			require.NoError(t, err)
			spec, _, _ := strings.Cut("\n"+string(text), "\n"+message)
			spec = strings.TrimPrefix(spec, "\n")
			if spec != "" && !strings.HasSuffix(spec, "\n") {
				spec += "\n"
			}
			_, list := model.Load("spec.yaml", []byte(spec))
			require.NotEmpty(t, list, "the mistake is silent")
			want := spec
			for _, d := range list {
				assert.Positive(t, d.Pos.Line, d)
				assert.Positive(t, d.Pos.Column, d)
				want += message + d.String() + "\n"
			}
			assert.NotEmpty(t, list[0].Remedy, list[0].String())
			if *update {
				require.NoError(t, os.WriteFile(file, []byte(want), 0o644))
				return
			}
			assert.Equal(t, want, string(text))
		})
	}
}
