package grants

import (
	"context"
	"crypto/rand"
	"crypto/rsa"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"github.com/coreos/go-oidc/v3/oidc"
	"github.com/go-jose/go-jose/v4"
	"github.com/golang-jwt/jwt/v5"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/permroute/permroute/generated/shop"
)

// An issuer signs tokens and publishes its key, as an OpenID provider does.
type issuer struct {
	key *rsa.PrivateKey
	url string
}

func newIssuer(t *testing.T) *issuer {
	t.Helper()
	key, err := rsa.GenerateKey(rand.Reader, 2048)
	require.NoError(t, err)
	i := &issuer{key: key}
	mux := http.NewServeMux()
	mux.HandleFunc("GET /.well-known/openid-configuration", func(w http.ResponseWriter, _ *http.Request) {
		_ = json.NewEncoder(w).Encode(map[string]any{
			"issuer": i.url, "jwks_uri": i.url + "/keys", "authorization_endpoint": i.url + "/auth", "token_endpoint": i.url + "/token",
			"id_token_signing_alg_values_supported": []string{"RS256"},
		})
	})
	mux.HandleFunc("GET /keys", func(w http.ResponseWriter, _ *http.Request) {
		_ = json.NewEncoder(w).Encode(jose.JSONWebKeySet{Keys: []jose.JSONWebKey{{Key: key.Public(), KeyID: "1", Algorithm: "RS256", Use: "sig"}}})
	})
	server := httptest.NewServer(mux)
	t.Cleanup(server.Close)
	i.url = server.URL
	return i
}

// keyfunc returns the key that tokens are verified with.
func (i *issuer) keyfunc(*jwt.Token) (any, error) { return i.key.Public(), nil }

// token returns a signed token with these claims besides the usual ones.
func (i *issuer) token(t *testing.T, claims map[string]any) string {
	t.Helper()
	all := jwt.MapClaims{"iss": i.url, "aud": "shop", "sub": "ann", "exp": time.Now().Add(time.Hour).Unix()}
	for name, value := range claims {
		all[name] = value
	}
	token := jwt.NewWithClaims(jwt.SigningMethodRS256, all)
	token.Header["kid"] = "1"
	text, err := token.SignedString(i.key)
	require.NoError(t, err)
	return text
}

// TestGolangJWT verifies tokens with golang-jwt. A field of type Set takes the claim in each form that issuers use.
func TestGolangJWT(t *testing.T) {
	i := newIssuer(t)
	for _, c := range []struct {
		about  string
		claims map[string]any
		want   shop.Set
	}{
		{"a scope", map[string]any{"scope": "openid order:read user:read"}, shop.NewSet(shop.OrderRead, shop.UserRead)},
		{"a list of scopes", map[string]any{"scope": []string{"openid", "order:read"}}, shop.NewSet(shop.OrderRead)},
		{"permissions", map[string]any{"permissions": []string{"order:write"}}, shop.NewSet(shop.OrderWrite)},
		{"both", map[string]any{"scope": "user:read", "permissions": []string{"order:write"}}, shop.NewSet(shop.OrderWrite, shop.UserRead)},
		{"commas separate nothing", map[string]any{"scope": "order:read,order:write"}, shop.Set{}},
		{"a pattern is no code", map[string]any{"scope": "order:*"}, shop.Set{}},
		{"a prefix is no code", map[string]any{"scope": "order:r"}, shop.Set{}},
		{"neither", nil, shop.Set{}},
	} {
		granted, err := fromJWT(i.token(t, c.claims), i.keyfunc, i.url)
		require.NoError(t, err, c.about)
		assert.Equal(t, c.want, granted, c.about)
	}
	for about, claims := range map[string]map[string]any{
		"expired": {"exp": time.Now().Add(-time.Hour).Unix(), "scope": "order:read"}, "of another issuer": {"iss": "https://else.example", "scope": "order:read"},
		"for another service": {"aud": "else", "scope": "order:read"}, "a number as scope": {"scope": 7},
	} {
		granted, err := fromJWT(i.token(t, claims), i.keyfunc, i.url)
		assert.ErrorIs(t, err, shop.ErrUnauthenticated, about)
		assert.True(t, granted.IsEmpty(), about)
	}
}

// TestGoOIDC verifies tokens with go-oidc, which fetches the key of the issuer.
func TestGoOIDC(t *testing.T) {
	i := newIssuer(t)
	ctx := context.Background()
	provider, err := oidc.NewProvider(ctx, i.url)
	require.NoError(t, err)
	verifier := provider.Verifier(&oidc.Config{ClientID: "shop"})

	granted, err := fromOIDC(ctx, verifier, i.token(t, map[string]any{"scp": []string{"order:write", "offline_access"}}))
	require.NoError(t, err)
	assert.Equal(t, shop.NewSet(shop.OrderWrite), granted)
	assert.True(t, granted.Has(shop.OrderRead), "what order:write implies")

	granted, err = fromOIDC(ctx, verifier, i.token(t, map[string]any{"scp": "order:read"}))
	require.NoError(t, err)
	assert.Equal(t, shop.NewSet(shop.OrderRead), granted)

	_, err = fromOIDC(ctx, verifier, i.token(t, map[string]any{"scp": "order:read", "aud": "else"}))
	assert.ErrorIs(t, err, shop.ErrUnauthenticated)
}

// TestKeycloak reads the roles of a realm and of a client, which Keycloak nests in its tokens.
func TestKeycloak(t *testing.T) {
	i := newIssuer(t)
	token := i.token(t, map[string]any{
		"realm_access":    map[string]any{"roles": []string{"offline_access", "clerk"}},
		"resource_access": map[string]any{"shop": map[string]any{"roles": []string{"auditor"}}, "account": map[string]any{"roles": []string{"admin"}}},
	})
	granted, err := fromKeycloak(token, i.keyfunc, i.url)
	require.NoError(t, err)
	assert.Equal(t, shop.RoleClerk.Set().Union(shop.RoleAuditor.Set()), granted, "admin is a role of another client")
}

// TestIntrospection reads answers of RFC 7662. A token that is not said to be active grants nothing.
func TestIntrospection(t *testing.T) {
	granted, err := fromIntrospection([]byte(`{"active": true, "scope": "openid order:write", "client_id": "c"}`))
	require.NoError(t, err)
	assert.Equal(t, shop.NewSet(shop.OrderWrite), granted)
	for _, answer := range []string{
		`{"active": false, "scope": "order:write"}`, `{"scope": "order:write"}`, `{"active": "true", "scope": "order:write"}`, `{"active": 1, "scope": "order:write"}`,
		`{"active": null, "scope": "order:write"}`, `{"active": true, "scope": 7}`, `{"active": true, "scope": {"order:write": true}}`, `[]`, ``,
	} {
		granted, err := fromIntrospection([]byte(answer))
		assert.ErrorIs(t, err, shop.ErrUnauthenticated, answer)
		assert.True(t, granted.IsEmpty(), answer)
	}
}

// TestKeys reads what a store holds for a key.
func TestKeys(t *testing.T) {
	assert.Equal(t, shop.NewSet(shop.OrderWrite, shop.UserRead), fromKey([]string{"order:*", "user:read", "shipment:*"}))
	for _, hostile := range []string{"", " ", "order:write,user:write", "order:write user:write", "ORDER:WRITE", "order:?rite", "order:[rw]*", "order:writ", "order:write\n", ".*", "%", "order:write\x00"} {
		assert.True(t, fromKey([]string{hostile}).IsEmpty(), "%q", hostile)
	}
}
