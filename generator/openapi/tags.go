package openapi

import (
	"github.com/permroute/permroute/generator/model"
	"github.com/permroute/permroute/generator/oas"
	"github.com/permroute/permroute/generator/syntax"
)

// tags returns the document's tags, from the groups.
func tags(api *model.API) syntax.List {
	if api.OpenAPI.Version.NestedTags {
		return nestedTags(syntax.List{}, api.Groups)
	}
	return flatTags(syntax.List{}, api.Groups)
}

// flatTags adds a tag for each group that has rows of its own. A reader that does not support
// x-displayName shows the slugs, with the names below them.
func flatTags(list syntax.List, groups []*model.Group) syntax.List {
	for _, g := range groups {
		if len(g.Routes) > 0 {
			list = append(list, syntax.Map{
				{Key: "name", Value: g.Tag},
				{Key: oas.DisplayName, Value: g.Name},
				{Key: "description", Value: g.Path},
			})
		}
		list = flatTags(list, g.Groups)
	}
	return list
}

// nestedTags adds a tag for each group, with its parent. Other new fields of tags are left out, because
// some readers refuse them.
func nestedTags(list syntax.List, groups []*model.Group) syntax.List {
	for _, g := range groups {
		tag := syntax.Map{
			{Key: "name", Value: g.Tag},
			{Key: oas.DisplayName, Value: g.Name},
			{Key: "description", Value: g.Path},
		}
		if g.Parent != nil {
			tag.Add("parent", g.Parent.Tag)
		}
		list = nestedTags(append(list, tag), g.Groups)
	}
	return list
}
