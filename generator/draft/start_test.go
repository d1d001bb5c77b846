package draft

import (
	"errors"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/permroute/permroute/generator/model"
	"github.com/permroute/permroute/generator/service"
)

// TestFromOpenAPI asserts that the spec to start from is right and has every operation that a row can have: those that
// do not say what they require are for nobody.
func TestFromOpenAPI(t *testing.T) {
	d, list := service.Read("testdata/other/service.yaml", func(file string) ([]byte, error) {
		if filepath.Base(file) != "service.yaml" {
			return nil, errors.New("no such file")
		}
		return os.ReadFile(file)
	})
	require.Empty(t, list)
	s := FromOpenAPI(d)
	api, wrong := model.Load("spec.yaml", s.Spec())
	require.Empty(t, wrong, string(s.Spec()))
	assert.Len(t, api.Routes, s.Len())
	assert.Equal(t, "petstore2", s.Package)
	assert.Contains(t, string(s.Spec()), "  PUT /v1/words: nobody # who may call it?\n")
	assert.Contains(t, string(s.Spec()), "  GET /v1/public/: public\n")
	assert.Contains(t, string(s.Spec()), "  DELETE /v1/pets/{id}: read\n")
}
