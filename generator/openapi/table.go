package openapi

import (
	"embed"
	"iter"

	"github.com/permroute/permroute/generator/model"
	"github.com/permroute/permroute/generator/route"
	"github.com/permroute/permroute/generator/syntax"
)

const (
	tableFile       = "permissions.json"
	tableSchemaFile = "permissions.schema.json"
)

//go:embed permissions.schema.json
var tableSchemaSource embed.FS

// tableSchema returns the JSON Schema of the table as JSON.
func tableSchema() syntax.Map {
	data, err := tableSchemaSource.ReadFile(tableSchemaFile)
	if err != nil {
		panic(err) // embedded
	}
	schema, list := syntax.ReadDocument(tableSchemaFile, data)
	if list.Err() != nil {
		panic(list) // embedded
	}
	return schema
}

// tableFiles yields the table as plain JSON, then its schema.
func tableFiles(api *model.API) iter.Seq2[string, []byte] {
	return func(yield func(string, []byte) bool) {
		if yield(tableFile, syntax.EncodeJSON(firstLine(api), table(api))) {
			yield(tableSchemaFile, syntax.EncodeJSON(firstLine(api), tableSchema()))
		}
	}
}

// table returns the table as plain JSON, for scripts and other languages. The rows are in the order of the
// document's operations.
func table(api *model.API) syntax.Map {
	m := syntax.Map{
		{Key: "$schema", Value: tableSchemaFile},
		{Key: "generatedFrom", Value: api.Spec},
		{Key: "title", Value: api.Title},
	}
	addSettings(&m, api)
	if api.FoldCase {
		m.Add("codes", syntax.Map{{Key: "case", Value: "fold"}})
	}
	m.Add("permissions", permissions(api, false))
	if len(api.Roles) > 0 {
		m.Add("roles", tableRoles(api))
	}
	m.Add("routes", tableRows(api))
	return m
}

func tableRows(api *model.API) syntax.List {
	rows := syntax.List{}
	for _, t := range api.Templates {
		var additional syntax.List
		for _, op := range t.Operations {
			if _, ok := api.OpenAPI.Version.Field(op.Route.Method); ok {
				rows = append(rows, tableRow(api, t, op.Route))
			} else {
				additional = append(additional, tableRow(api, t, op.Route))
			}
		}
		rows = append(rows, additional...)
	}
	return rows
}

func tableRow(api *model.API, t *model.Template, r *model.Route) syntax.Map {
	row := syntax.Map{{Key: "id", Value: r.ID}}
	if r.Name != "" && r.Name != r.ID { // the document uses the id as the name too
		row.Add("name", r.Name)
	}
	row.Add("method", r.Method)
	row.Add("path", r.Pattern.String())
	row.Add("openapiPath", t.Path)
	row.Add("tag", r.Group.Tag)
	row.Add("group", groupNames(r.Group))
	if a, ok := r.Access(); ok {
		row.Add("access", a.String())
	} else {
		anyOf := syntax.List{}
		for _, alternative := range r.Alternatives {
			anyOf = append(anyOf, codes(alternative))
		}
		row.Add("anyOf", anyOf)
	}
	if sets := r.Schemes(); sets != nil && !api.EachAlone(sets) {
		list := syntax.List{}
		for _, set := range sets {
			list = append(list, syntax.Texts(set))
		}
		row.Add("schemes", list)
	}
	if r.Deprecated {
		row.Add("deprecated", true)
	}
	if e := api.Table.Rows[r.Number-1].Encoded; e != route.EveryEncoding {
		row.Add("encoded", syntax.Texts(e.Names()))
	}
	return row
}

// groupNames returns the headings above a row, from the top.
func groupNames(g *model.Group) syntax.List {
	list := syntax.List{}
	if g.Parent != nil {
		list = groupNames(g.Parent)
	}
	return append(list, g.Name)
}
