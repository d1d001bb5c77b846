package grants

import (
	"context"
	"encoding/json"
	"errors"
	"log"
	"os"
	"strings"
	"testing"

	"github.com/coreos/go-oidc/v3/oidc"
	"github.com/golang-jwt/jwt/v5"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/permroute/permroute/generated/shop"
)

// Claims are the claims of a token whose issuer grants codes: as one text or as a list, in whichever of the two
// claims.
type Claims struct {
	jwt.RegisteredClaims
	Scope       shop.Set `json:"scope"`
	Permissions shop.Set `json:"permissions"`
}

func fromJWT(token string, key jwt.Keyfunc, issuer string) (shop.Set, error) {
	var claims Claims
	_, err := jwt.ParseWithClaims(token, &claims, key,
		jwt.WithValidMethods([]string{"RS256"}), jwt.WithIssuer(issuer), jwt.WithAudience("shop"), jwt.WithExpirationRequired())
	if err != nil {
		return shop.Set{}, shop.ErrUnauthenticated
	}
	return claims.Scope.Union(claims.Permissions), nil
}

func fromOIDC(ctx context.Context, verifier *oidc.IDTokenVerifier, raw string) (shop.Set, error) {
	token, err := verifier.Verify(ctx, raw)
	if err != nil {
		return shop.Set{}, shop.ErrUnauthenticated
	}
	var claims struct {
		Scopes shop.Set `json:"scp"`
	}
	err = token.Claims(&claims)
	return claims.Scopes, err
}

// KeycloakClaims are the roles of a realm and of its clients.
type KeycloakClaims struct {
	jwt.RegisteredClaims
	Realm struct {
		Roles []string `json:"roles"`
	} `json:"realm_access"`
	Clients map[string]struct {
		Roles []string `json:"roles"`
	} `json:"resource_access"`
}

func fromKeycloak(token string, key jwt.Keyfunc, issuer string) (shop.Set, error) {
	var claims KeycloakClaims
	_, err := jwt.ParseWithClaims(token, &claims, key,
		jwt.WithValidMethods([]string{"RS256"}), jwt.WithIssuer(issuer), jwt.WithAudience("shop"), jwt.WithExpirationRequired())
	if err != nil {
		return shop.Set{}, shop.ErrUnauthenticated
	}
	granted, err := shop.ParseRoles(append(claims.Realm.Roles, claims.Clients["shop"].Roles...)...)
	if err != nil {
		log.Print(err) // roles of others, such as offline_access: they grant nothing
	}
	return granted, nil
}

func fromIntrospection(answer []byte) (shop.Set, error) {
	var claims struct {
		Active bool     `json:"active"`
		Scope  shop.Set `json:"scope"`
	}
	if err := json.Unmarshal(answer, &claims); err != nil || !claims.Active {
		return shop.Set{}, shop.ErrUnauthenticated
	}
	return claims.Scope, nil
}

func fromKey(grants []string) shop.Set {
	granted, err := shop.ParseGrants(grants...)
	if err != nil {
		log.Print(err) // what matches no code of the table: it grants nothing
	}
	return granted
}

func fromPolicies(documents ...[]byte) shop.Set {
	granted, err := shop.ParsePolicies(documents...)
	var wrong *shop.PolicyError
	if errors.As(err, &wrong) {
		for _, fault := range wrong.Faults {
			log.Print(fault)
		}
	}
	return granted
}

// TestRecipes asserts that the recipes of the documentation are the functions above.
func TestRecipes(t *testing.T) {
	source, err := os.ReadFile("recipes_test.go")
	require.NoError(t, err)
	page, err := os.ReadFile("../../docs/grants.md")
	require.NoError(t, err)
	blocks := strings.Split(string(page), "```go\n")[1:]
	assert.Len(t, blocks, 6)
	for _, block := range blocks {
		code, _, _ := strings.Cut(block, "```")
		assert.Contains(t, string(source), code)
	}
}

// TestVendorExample holds the case that the vendor of the first table documents, with the codes of the shop: orders can
// be placed, invoices cannot be changed.
func TestVendorExample(t *testing.T) {
	page, err := os.ReadFile("../../docs/grants.md")
	require.NoError(t, err)
	_, policy, _ := strings.Cut(string(page), "```json\n")
	policy, _, _ = strings.Cut(policy, "```")
	granted := fromPolicies([]byte(policy))
	assert.Equal(t, shop.NewSet(shop.OrderWrite, shop.InvoiceRead), granted)
	assert.True(t, shop.Authorize("POST", "/orders", granted).Allowed())
	assert.False(t, shop.Authorize("POST", "/invoices", granted).Allowed())
	assert.Equal(t, shop.Set{}, fromPolicies([]byte(policy), []byte("{}")), "a document that cannot be read may hold a Deny")
}
