package syntax

import "embed"

//go:embed permroute.schema.json
var schemaFile embed.FS

// Schema returns a JSON Schema (draft 2020-12) of the spec format, for editors. It accepts every right
// spec. It cannot find all mistakes: names that clash and undeclared codes are left to the generator.
func Schema() []byte {
	schema, err := schemaFile.ReadFile("permroute.schema.json")
	if err != nil {
		panic(err) // embedded
	}
	return schema
}
