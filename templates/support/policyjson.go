package support

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"unicode/utf8"
)

// The bounds of a policy. The vendors store policies of up to some 10 KiB, and the grammars need six lists and
// objects inside each other.
const (
	mostPolicyBytes = 64 << 10
	mostPolicyDepth = 16
)

// policyObject reads a document. If it cannot be read, it returns why.
func policyObject(document []byte) (root map[string]any, why string) {
	trimmed := bytes.TrimSpace(document)
	switch {
	case len(document) > mostPolicyBytes:
		return nil, fmt.Sprintf("%d bytes; allowed: %d", len(document), mostPolicyBytes)
	case !utf8.Valid(document):
		return nil, "the policy is not UTF-8"
	case bytes.HasPrefix(trimmed, []byte("%7B")), bytes.HasPrefix(trimmed, []byte("%7b")):
		return nil, "the policy is URL-encoded; decode it first"
	case !json.Valid(document):
		return nil, "the policy is not JSON"
	}
	decoder := json.NewDecoder(bytes.NewReader(document))
	decoder.UseNumber()
	value, err := policyValue(decoder, 0)
	if err != nil {
		return nil, err.Error()
	}
	root, isObject := value.(map[string]any)
	if !isObject {
		return nil, "the policy is no JSON object"
	}
	return root, ""
}

var (
	errPolicyDepth = fmt.Errorf("more than %d lists and objects inside each other", mostPolicyDepth)
	errPolicyTwice = errors.New("a key is written twice in one object")
)

// policyValue reads a value that is inside depth others. It refuses objects that have a key twice: readers
// disagree on which one counts.
func policyValue(d *json.Decoder, depth int) (any, error) {
	token, err := d.Token()
	if err != nil {
		return nil, err
	}
	delim, isDelim := token.(json.Delim)
	switch {
	case !isDelim:
		return token, nil
	case depth == mostPolicyDepth:
		return nil, errPolicyDepth
	case delim == '[':
		list := []any{}
		for d.More() {
			item, err := policyValue(d, depth+1)
			if err != nil {
				return nil, err
			}
			list = append(list, item)
		}
		_, err := d.Token()
		return list, err
	}
	object := map[string]any{}
	for d.More() {
		key, err := d.Token()
		if err != nil {
			return nil, err
		}
		name, _ := key.(string) // the decoder accepts no other key
		if _, taken := object[name]; taken {
			return nil, errPolicyTwice
		}
		if object[name], err = policyValue(d, depth+1); err != nil {
			return nil, err
		}
	}
	_, err = d.Token()
	return object, err
}
