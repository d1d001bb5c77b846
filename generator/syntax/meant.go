package syntax

import (
	"slices"
	"strings"

	"gopkg.in/yaml.v3"

	"github.com/permroute/permroute/generator/diag"
)

// meant holds keys that other formats have, and the keys of specs that stand for them. Where a mapping has several of
// these, the first one counts.
var meant = map[string][]string{
	"permission": {"require", "permissions"}, "permissions": {"require", "grants"}, "perm": {"require"}, "perms": {"require"},
	"scope": {"require"}, "scopes": {"require", "permissions"}, "access": {"require"}, "allow": {"require"}, "needs": {"require"},
	"requires": {"require"}, "roles": {"require", "includes"}, "role": {"require", "includes"}, "auth": {"require"}, "security": {"require", "schemes"},
	"path": {"route"}, "method": {"route"}, "pattern": {"route"}, "url": {"route"},
	"paths": {"routes"}, "endpoints": {"routes"}, "rules": {"routes"}, "rows": {"routes"}, "operations": {"routes"},
	"codes": {"grants"}, "can": {"grants"}, "inherits": {"includes"}, "extends": {"includes"}, "id": {"code"},
	"desc": {"text", "name", "title"}, "description": {"text", "name", "title"}, "summary": {"text", "name", "title"},
	"name": {"code", "title"}, "operationId": {"id"}, "operation_id": {"id"}, "version": {"permroute"}, "default": {"unlisted"},
	"server": {"upstream"}, "servers": {"upstream"}, "backend": {"upstream"}, "router": {"upstream"}, "framework": {"upstream"},
	"securitySchemes": {"openapi"},
}

// meantBy returns the key of these that an unknown key probably stands for; "" if there is none.
func meantBy(key string, keys []string) string {
	for _, other := range meant[key] {
		if slices.Contains(keys, other) {
			return other
		}
	}
	return diag.Nearest(key, keys)
}

// remedyFor says what to write instead of an unknown key.
func remedyFor(key string, keys []string) string {
	switch m := meantBy(key, keys); {
	case m == "":
		return ""
	case m == "permroute":
		return remedyMissing(m)
	case m == "route":
		return "write route: METHOD /path"
	default:
		return "did you mean " + diag.Quote(m) + "?"
	}
}

// foreignRoot adds a diagnostic if the root is an OpenAPI document, and not a spec.
func (d *decoder) foreignRoot(n *yaml.Node) bool {
	for i := 0; n.Kind == yaml.MappingNode && i < len(n.Content); i += 2 {
		switch key := n.Content[i]; key.Value {
		case "permroute":
			return false
		case "openapi", "swagger":
			if n.Content[i+1].Kind == yaml.ScalarNode {
				d.addf(key, "make a spec of it: permroute import openapi, or permroute init --from", "an OpenAPI document, and no spec")
				return true
			}
		}
	}
	return false
}

// nested adds a diagnostic if routes are written as paths with methods below them, or methods with paths.
func (d *decoder) nested(key, value *yaml.Node) bool {
	if strings.Contains(key.Value, " ") || value.Kind != yaml.MappingNode {
		return false
	}
	rows := rowsOf(key.Value, value)
	if rows == nil {
		return false
	}
	d.addf(key, "write a line for each row: "+diag.Inert(strings.Join(rows, ", ")), "the key %s, and keys below it", diag.Quote(key.Value))
	return true
}

// rowsOf returns METHOD /path: CODE for each key of a mapping that stands below a method or a path; nil if it is none.
func rowsOf(key string, value *yaml.Node) (rows []string) {
	for i := 0; i < len(value.Content); i += 2 {
		method, path := key, value.Content[i].Value
		if strings.HasPrefix(key, "/") {
			method, path = path, key
		}
		if !strings.HasPrefix(path, "/") || strings.Trim(strings.ToUpper(method), "ABCDEFGHIJKLMNOPQRSTUVWXYZ-") != "" || len(rows) == mostRows {
			return rows
		}
		needs := value.Content[i+1].Value
		if needs == "" {
			needs = "…"
		}
		rows = append(rows, strings.ToUpper(method)+" "+path+": "+needs)
	}
	return rows
}

// mostRows is how many rows a remedy shows.
const mostRows = 3

// parts adds a diagnostic if the parts of codes are written as a mapping inside a mapping.
func (d *decoder) parts(key, value *yaml.Node) bool {
	keys := keysOf(d.permissionFields(&Permission{}))
	var codes []string
	for i := 0; i < len(value.Content); i += 2 {
		if value.Content[i+1].Kind != yaml.ScalarNode || value.Content[i+1].Tag != "!!str" {
			return false
		} else if part := value.Content[i].Value; meantBy(part, keys) != "" || slices.Contains(keys, part) {
			return false
		} else if len(codes) < mostRows {
			codes = append(codes, key.Value+":"+part)
		}
	}
	if codes == nil {
		return false
	}
	d.addf(key, "write a line for each code: "+diag.Inert(strings.Join(codes, ", ")), "the code %s, and keys below it", diag.Quote(key.Value))
	return true
}
