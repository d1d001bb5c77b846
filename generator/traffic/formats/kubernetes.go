package formats

import (
	"fmt"
	"strings"

	"github.com/permroute/permroute/generator/method"
)

// kubernetes is the audit log of a Kubernetes API server.
func kubernetes() Format {
	return jsonFormat(Format{
		Name:  "kubernetes",
		About: "the audit log of a Kubernetes API server, with verb and requestURI; each call counts at its last stage",
		By:    []string{"user", "address"},
		Sample: Sample{
			Log: `{"kind":"Event","apiVersion":"audit.k8s.io/v1","level":"Metadata","auditID":"1","stage":"ResponseComplete","requestURI":"/v1/orders?x=1","verb":"list","user":{"username":"ann"},"sourceIPs":["192.0.2.7"]}
{"kind":"Event","stage":"ResponseComplete","requestURI":"/v1/orders/7","verb":"get","user":{"username":"bob"}}
{"kind":"Event","stage":"ResponseComplete","requestURI":"/v1/orders/7","verb":"update","user":{"username":"bob"}}
`,
			By: "user", Values: []string{"ann", "bob", "bob"},
		},
	}, jsonFields{
		Method: "verb", Target: "requestURI",
		by:    map[string]string{"user": "user.username", "address": "sourceIPs"},
		Check: "stage", check: kubernetesCall(),
	})
}

// kubernetesMethods returns the method that each verb stands for. Verbs of resources have a meaning of their own. Other
// URLs have the method itself as their verb, in small letters.
func kubernetesMethods() map[string][]byte {
	methods := map[string][]byte{}
	for _, name := range method.Answered() {
		methods[strings.ToLower(name)] = []byte(name)
	}
	for verb, name := range map[string]string{"list": "GET", "watch": "GET", "create": "POST", "update": "PUT", "deletecollection": "DELETE"} {
		methods[verb] = []byte(name)
	}
	return methods
}

// kubernetesCall returns what takes the method from the verb. The events of a call have several stages, of which only
// the last one counts.
func kubernetesCall() func(e *Entry, stage []byte) Outcome {
	methods := kubernetesMethods()
	return func(e *Entry, stage []byte) Outcome {
		if s := string(stage); s == "RequestReceived" || s == "ResponseStarted" {
			return OtherStage
		}
		name := methods[string(e.Method)]
		if name == nil {
			e.Why = fmt.Sprintf("the verb %.40q stands for no method", e.Method)
			return Malformed
		}
		e.Method = name
		return Request
	}
}
