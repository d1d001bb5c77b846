package corpus

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
)

var huaweiOperation = regexp.MustCompile(`func GenReqDefFor(\w+)\([^{]*\{\s*reqDefBuilder := def\.NewHttpRequestDefBuilder\(\)\.\s*WithMethod\(http\.Method(\w+)\)\.\s*WithPath\("([^"]*)"\)`)

// huawei returns the operations of all services of Huawei Cloud, as its client for Go has them. The
// service is its folder's name.
func huawei() ([]Route, error) {
	folder, err := huaweiModule.folder()
	if err != nil {
		return nil, err
	}
	files, err := filepath.Glob(filepath.Join(folder, "services/*/*/*_meta.go"))
	if err != nil {
		return nil, err
	}
	var routes []Route
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			return nil, err
		}
		version := filepath.Dir(file)
		service := filepath.Base(filepath.Dir(version))
		api := service + ":" + filepath.Base(version)
		for _, m := range huaweiOperation.FindAllStringSubmatch(string(data), -1) {
			routes = append(routes, Route{Method: strings.ToUpper(m[2]), Path: m[3], Service: service, API: api, Name: m[1]})
		}
	}
	return routes, nil
}
