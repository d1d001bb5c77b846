// Package oas lists the versions of the OpenAPI Specification that permroute reads and writes, and what
// each of them can say. Nothing else compares versions.
//
// It is a room of the generator: public so that it can be read and tested; only the package
// generator promises compatibility.
package oas

import (
	"slices"
	"strings"

	"github.com/permroute/permroute/generator/method"
)

// A Version is a minor version of OpenAPI. Its fields of type bool say what a document of the version can
// say. Has tells whether it has a method, a type of security schemes or a flow.
type Version struct {
	Minor  string // such as 3.1
	Number string // of the documents that permroute writes, such as 3.1.1

	Roles                bool // a security requirement lists roles for a scheme that has no scopes
	NestedTags           bool // a tag can name a parent
	AdditionalOperations bool // a path item holds operations of any method in additionalOperations
}

// Versions returns the versions, the oldest first.
func Versions() []Version {
	return []Version{
		{Minor: "3.0", Number: "3.0.4"},
		{Minor: "3.1", Number: "3.1.1", Roles: true},
		{Minor: "3.2", Number: "3.2.0", Roles: true, NestedTags: true, AdditionalOperations: true},
	}
}

// Swagger returns Swagger 2.0, which is read and not written. It says what OpenAPI 3.0 says, at other places.
func Swagger() Version { return Version{Minor: "2.0"} }

// IsSwagger reports whether the version is Swagger 2.0.
func (v Version) IsSwagger() bool { return v == Swagger() }

// Default returns the version that a document is written in whose spec names none.
func Default() Version {
	v, _ := Find("3.1.1")
	return v
}

// Find returns the version that permroute writes under this number.
func Find(number string) (Version, bool) {
	return find(func(v Version) bool { return v.Number == number })
}

// Of returns the version of a document from the value of its field openapi.
func Of(openapi string) (Version, bool) {
	return find(func(v Version) bool { return openapi == v.Minor || strings.HasPrefix(openapi, v.Minor+".") })
}

// Since returns the version of that minor version.
func Since(minor string) Version {
	v, _ := find(func(v Version) bool { return v.Minor == minor })
	return v
}

// Has reports whether the version has what a minor version has first. It has nothing of an unknown one.
func (v Version) Has(since string) bool {
	minors := Minors()
	first := slices.Index(minors, since)
	return first >= 0 && first <= slices.Index(minors, v.Minor)
}

func find(is func(Version) bool) (Version, bool) {
	all := Versions()
	if i := slices.IndexFunc(all, is); i >= 0 {
		return all[i], true
	}
	return Version{}, false
}

// Numbers returns the numbers of the versions, the oldest first.
func Numbers() (numbers []string) {
	for _, v := range Versions() {
		numbers = append(numbers, v.Number)
	}
	return numbers
}

// Minors returns the minor versions, the oldest first.
func Minors() (minors []string) {
	for _, v := range Versions() {
		minors = append(minors, v.Minor)
	}
	return minors
}

// Field returns the field of a path item that holds a method's operation: the method in small letters.
// It reports false for a method without a field.
func (v Version) Field(name string) (string, bool) {
	if !v.Has(method.Find(name).OpenAPI) {
		return "", false
	}
	return strings.ToLower(name), true
}

// Fields returns the fields that hold operations in a path item of some version.
func Fields() (fields []string) {
	for _, m := range method.All() {
		if m.OpenAPI != "" {
			fields = append(fields, strings.ToLower(m.Name))
		}
	}
	return fields
}
