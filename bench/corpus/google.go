package corpus

import (
	"encoding/json"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// A discovery is a part of one of Google's discovery documents: the document itself or a resource.
type discovery struct {
	ID, Name, ServicePath string // of the document
	Methods               map[string]struct {
		ID, HTTPMethod, Path, FlatPath string
	}
	Resources map[string]discovery
}

// google returns the methods of all of Google's APIs. The service is the API's name. Patterns with
// parameters of several segments, {+name}, are taken as the documents write them flat.
func google() ([]Route, error) {
	folder, err := googleModule.folder()
	if err != nil {
		return nil, err
	}
	var files []string
	err = filepath.WalkDir(folder, func(path string, _ fs.DirEntry, err error) error {
		if strings.HasSuffix(path, "-api.json") {
			files = append(files, path)
		}
		return err
	})
	if err != nil {
		return nil, err
	}
	var routes []Route
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			return nil, err
		}
		var document discovery
		if err := json.Unmarshal(data, &document); err != nil {
			return nil, err
		}
		routes = append(routes, document.routes(document)...)
	}
	return routes, nil
}

// routes returns the methods of a part of a document and of what is below it.
func (d discovery) routes(document discovery) []Route {
	var routes []Route
	for _, name := range slices.Sorted(maps.Keys(d.Methods)) {
		m := d.Methods[name]
		path := m.FlatPath
		if path == "" {
			path = m.Path
		}
		path = "/" + strings.TrimPrefix(strings.TrimSuffix(document.ServicePath, "/")+"/"+strings.TrimPrefix(path, "/"), "/")
		routes = append(routes, Route{Method: m.HTTPMethod, Path: path, Service: document.Name, API: document.ID, Name: m.ID})
	}
	for _, name := range slices.Sorted(maps.Keys(d.Resources)) {
		routes = append(routes, d.Resources[name].routes(document)...)
	}
	return routes
}
