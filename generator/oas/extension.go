package oas

// The extensions of OpenAPI that permroute writes and reads. The last two are of other tools.
const (
	// Required is on an operation: the permission codes that it needs. A list of lists holds alternatives.
	Required = "x-required-permissions"
	// Extra is on the document and on operations: what a spec says and OpenAPI has no field for, under the
	// keys of the spec.
	Extra = "x-permroute"
	// RoutePattern is on an operation: the pattern of its path, if an OpenAPI path cannot say the same.
	RoutePattern = "x-route-pattern"
	// MultiSegment is on a parameter: it matches several segments.
	MultiSegment = "x-multiSegment"
	// Additional is on a path item: additionalOperations, in a version without that field.
	Additional = "x-additionalOperations"
	// AnyMethod is on a path item: an operation for every method that has none of its own. It is of Amazon API Gateway.
	AnyMethod = "x-amazon-apigateway-any-method"
	// DisplayName is on a tag: the name that people see.
	DisplayName = "x-displayName"
)

// additional is the field of a path item for operations of methods without a field of their own.
const additional = "additionalOperations"

// AdditionalField returns the field, or the extension, that holds the operations of methods without a
// field of their own.
func (v Version) AdditionalField() string {
	if v.AdditionalOperations {
		return additional
	}
	return Additional
}

// IsAdditional reports whether a key of a path item holds such operations, in a document of any version.
func IsAdditional(key string) bool { return key == additional || key == Additional }
