package openapi

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/permroute/permroute/internal/testsize"
)

// TestImportedRandom asserts for random documents that none is imported weaker than kin-openapi reads it. Their paths meet in
// the ways that import joins, widens and leaves out; their security has every shape that OpenAPI allows, and schemes that
// nobody declares.
func TestImportedRandom(t *testing.T) {
	seen := tally{}
	for seed := range testsize.Of(60, 300) {
		random := rand.New(rand.NewPCG(uint64(seed), 7))
		data, err := json.Marshal(randomDocument(random))
		require.NoError(t, err)
		x, err := importDocument("service.json", data)
		require.NoError(t, err, "seed %d: %s", seed, data)
		if x.api == nil {
			continue
		}
		x.generated(t)
		n, faults := x.compare(random)
		require.Empty(t, faults, "seed %d: %s\n%s", seed, data, x.draft.Spec)
		seen.operations += n.operations
		seen.rows += n.rows
		seen.equal += n.equal
		seen.closed += n.closed
		seen.stricter += n.stricter
	}
	t.Log(seen)
	assert.Greater(t, seen.equal, seen.operations/4)
	assert.NotZero(t, seen.closed)
	assert.NotZero(t, seen.stricter)
}

// randomDocument returns a document with up to eight operations.
func randomDocument(r *rand.Rand) object {
	document := object{
		"openapi": []string{"3.0.3", "3.1.0"}[r.IntN(2)],
		"info":    object{"title": "Random", "version": "1"},
		"components": object{"securitySchemes": object{
			"key":    object{"type": "apiKey", "in": "header", "name": "X-Key"},
			"secret": object{"type": "apiKey", "in": "header", "name": "X-Secret"},
			"login":  randomLogin("login"),
			"other":  randomLogin("other"),
		}},
	}
	if r.IntN(3) > 0 {
		document["security"] = randomSecurity(r)
	}
	paths := object{}
	all := []string{
		"/a", "/a/", "/a/{x}", "/a/{y}", "/a/b", "/a/{x}.{y}", "/a/{x}/c", "/a/{x}/{y}", "/a/{x}...{y}/c", "/a/b?z=1", "/{p}", "/{p}/{q}", "/a b", "/a//b", "/a/{x}/c/", "/v{x}", "/{x}:go",
	}
	for range 1 + r.IntN(8) {
		path := all[r.IntN(len(all))]
		item, _ := paths[path].(object)
		if item == nil {
			item = object{}
			paths[path] = item
		}
		operation := object{"responses": object{"200": object{"description": "ok"}}}
		if r.IntN(4) > 0 {
			operation["security"] = randomSecurity(r)
		}
		item[[]string{"get", "put", "head", "post"}[r.IntN(4)]] = operation
	}
	document["paths"] = paths
	return document
}

func randomLogin(name string) object {
	return object{"type": "oauth2", "flows": object{"clientCredentials": object{"tokenUrl": fmt.Sprintf("https://%s.example/t", name), "scopes": object{"read": "See.", "public": "A word."}}}}
}

// randomSecurity returns up to three alternatives of up to three schemes with up to two scopes.
func randomSecurity(r *rand.Rand) []any {
	all := []any{}
	for range r.IntN(4) {
		entry := object{}
		for range r.IntN(8) % 4 {
			scheme := []string{"key", "secret", "login", "login", "other", "other", "undeclared"}[r.IntN(7)]
			scopes := []any{}
			if scheme == "login" || scheme == "other" || r.IntN(8) == 0 {
				for range r.IntN(3) {
					scopes = append(scopes, []string{"read", "write", "public", "key:authenticated"}[r.IntN(4)])
				}
			}
			entry[scheme] = scopes
		}
		all = append(all, entry)
	}
	return all
}
