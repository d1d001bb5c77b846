package overlay

import (
	"strings"

	"github.com/permroute/permroute/generator/access"
	"github.com/permroute/permroute/generator/openapi"
	"github.com/permroute/permroute/generator/service"
	"github.com/permroute/permroute/generator/syntax"
)

// describe returns the fields that say in the texts of an operation what it requires. What the document says stays: a
// sentence is added to its description, and responses that it does not have. The text of a 403 response gets the
// codes, unless the response stands somewhere else.
func (e *edit) describe(o *service.Operation) (m syntax.Map) {
	who, decides := access.Authenticated, e.required != nil && !service.Codes{{}}.Implies(e.required)
	needsCaller := decides || e.required != nil || e.secured && !service.Anonymous(e.security)
	switch {
	case e.nobody:
		who, needsCaller = access.Nobody, false
	case !needsCaller:
		who = access.Public
	}
	before, _ := o.Object.Get("description").(string)
	m.Add("description", appended(before, "\n\n", openapi.Describe(who, !decides || e.nobody, e.required)))
	var responses syntax.Map
	has, _ := o.Object.Get("responses").(syntax.Map)
	if has.Get("default") != nil || has.Get("4XX") != nil {
		return m // these describe what 401 and 403 answer, too
	}
	if needsCaller && has.Get("401") == nil {
		responses.Add("401", syntax.Map{{Key: "description", Value: openapi.Unauthenticated}})
	}
	if text := openapi.Forbidden(e.nobody, e.required); decides || e.nobody {
		denied, inline := has.Get("403").(syntax.Map)
		if old, _ := denied.Get("description").(string); has.Get("403") == nil || inline && denied.Get("$ref") == nil {
			responses.Add("403", syntax.Map{{Key: "description", Value: appended(old, " ", text)}})
		}
	}
	if len(responses) > 0 {
		m.Add("responses", responses)
	}
	return m
}

// appended returns a text with a sentence behind it, unless it has that already.
func appended(text, between, sentence string) string {
	switch {
	case strings.TrimSpace(text) == "":
		return sentence
	case strings.Contains(text, sentence):
		return text
	}
	return strings.TrimRight(text, " \n") + between + sentence
}
