package corpus

import (
	"encoding/json"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// operations returns the operations of an OpenAPI document, of any version, in the order of their paths.
func operations(file string) ([]Route, error) {
	data, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	var document struct {
		Paths map[string]map[string]json.RawMessage
	}
	if err := json.Unmarshal(data, &document); err != nil {
		return nil, err
	}
	var routes []Route
	for _, path := range slices.Sorted(maps.Keys(document.Paths)) {
		item := document.Paths[path]
		for _, method := range []string{"get", "put", "post", "delete", "options", "head", "patch"} {
			var operation struct{ OperationID string }
			if item[method] == nil {
				continue
			}
			if err := json.Unmarshal(item[method], &operation); err != nil {
				return nil, err
			}
			routes = append(routes, Route{Method: strings.ToUpper(method), Path: path, Name: operation.OperationID})
		}
	}
	return routes, nil
}

func githubNow() ([]Route, error) {
	return operations(filepath.Join(Folder(), "node/node_modules/@octokit/openapi/generated/api.github.com.json"))
}

func kubernetes() ([]Route, error) {
	folder, err := kubernetesModule.folder()
	if err != nil {
		return nil, err
	}
	return operations(filepath.Join(folder, "api/openapi-spec/swagger.json"))
}
