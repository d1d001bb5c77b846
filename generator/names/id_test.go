package names

import (
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestID(t *testing.T) {
	for route, want := range map[string]string{
		"GET /":                              "GetRoot",
		"GET /orders":                        "GetOrders",
		"GET /orders/":                       "GetOrders",
		"GET /orders/{id}":                   "GetOrdersById",
		"POST /orders/{id}:cancel":           "PostOrdersByIdCancel",
		"POST /orders:batch-get":             "PostOrdersBatchGet",
		"GET /v1/customer-orders/{order_id}": "GetV1CustomerOrdersByOrderId",
		"GET /files/{name}.{ext}":            "GetFilesByNameByExt",
		"GET /files/**":                      "GetFilesRest",
		"GET /**":                            "GetRest",
		"M-SEARCH /devices":                  "MSearchDevices",
		"DELETE /users/{id}/roles/{role}":    "DeleteUsersByIdRolesByRole",
		"":                                   "Root",
		"GET /{a":                            "GetRoot",
	} {
		assert.Equal(t, want, ID(route), route)
	}
}
