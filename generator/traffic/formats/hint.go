package formats

import (
	"bytes"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"github.com/permroute/permroute/generator/method"
)

// mostFields is how many fields a hint names.
const mostFields = 20

// Hint says which fields of a log of JSON objects hold the requests, or which fields it has. It is empty if the log is
// no JSON.
func Hint(start []byte) string {
	fields := fieldsOf(start)
	if len(fields) == 0 {
		return ""
	}
	methods, targets, requests := candidates(fields)
	switch {
	case len(methods) > 0 && len(targets) > 0:
		return fmt.Sprintf("write: --method-field %s --target-field %s", methods[0], targets[0])
	case len(requests) > 0:
		return "write: --request-field " + requests[0]
	}
	var names []string
	for _, f := range fields[:min(len(fields), mostFields)] {
		names = append(names, f.name)
	}
	if len(fields) > mostFields {
		names = append(names, "...")
	}
	return "its first object has the fields " + strings.Join(names, ", ")
}

// A field of an object, or of the objects in it.
type field struct{ name, value string }

// fieldsOf returns the fields of the first object of a log, sorted by name.
func fieldsOf(start []byte) (fields []field) {
	if isArray(start) {
		start = elements(start)
	}
	for line := range bytes.Lines(start) {
		var object map[string]any
		if json.Unmarshal(line, &object) == nil && len(object) > 0 {
			fields = flatten(nil, "", object)
			slices.SortFunc(fields, func(a, b field) int { return strings.Compare(a.name, b.name) })
			return fields
		}
	}
	return nil
}

func flatten(fields []field, prefix string, object map[string]any) []field {
	for key, value := range object {
		if below, ok := value.(map[string]any); ok {
			fields = flatten(fields, prefix+key+".", below)
		} else {
			fields = append(fields, field{prefix + key, fmt.Sprint(value)})
		}
	}
	return fields
}

// candidates returns the names of the fields that can hold a method, a target, or both, the likely ones first.
func candidates(fields []field) (methods, targets, requests []string) {
	for _, f := range fields {
		name, rest, _ := strings.Cut(f.value, " ")
		switch {
		case slices.Contains(method.Answered(), f.value):
			methods = append(methods, f.name)
		case slices.Contains(method.Answered(), name) && isTarget([]byte(rest)):
			requests = append(requests, f.name)
		case isTarget([]byte(f.value)) && !strings.ContainsAny(f.value, " {"): // a template of a path is no target
			targets = append(targets, f.name)
		}
	}
	likely(methods, "method", "verb")
	likely(targets, "uri", "url", "path", "target")
	return methods, targets, requests
}

// likely moves names with these words in them to the front.
func likely(names []string, words ...string) {
	rank := func(name string) int {
		name = strings.ToLower(name)
		for i, word := range words {
			if strings.Contains(name, word) && !strings.Contains(name, "refer") {
				return i
			}
		}
		return len(words)
	}
	slices.SortStableFunc(names, func(a, b string) int { return rank(a) - rank(b) })
}
