//go:build documents

// Package openapi's tests read the OpenAPI documents of these modules. Nothing of them is compiled.
package openapi

import (
	_ "github.com/DataDog/datadog-api-client-go/v2/api/datadog"
	_ "github.com/okta/okta-sdk-golang/v5/okta"
	_ "github.com/ory/client-go"
	_ "github.com/prometheus/alertmanager/api/v2/models"
)
