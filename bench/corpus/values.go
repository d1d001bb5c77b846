package corpus

import (
	"fmt"
	"math/rand/v2"
	"regexp"
	"strings"
)

// A kind of value that parameters with such names have.
type values struct {
	names *regexp.Regexp // of small letters
	make  func(*rand.Rand) string
}

// kinds are tried from the first to the last; the last one takes every name.
var kinds = []values{
	{regexp.MustCompile(`uuid|guid`), uuid},
	{regexp.MustCompile(`^(project|tenant|domain|account)_?id$`), func(r *rand.Rand) string { return hex(r, 32) }},
	{regexp.MustCompile(`^projects?(id)?$`), func(r *rand.Rand) string {
		return fmt.Sprintf("%s-%s-%06d", pick(r, words), pick(r, words), r.IntN(1e6))
	}},
	{regexp.MustCompile(`region|location|zone`), func(r *rand.Rand) string {
		return pick(r, []string{"us-central1", "europe-west4", "asia-east1-b", "cn-north-4", "ap-southeast-3", "global"})
	}},
	{regexp.MustCompile(`sha|commit|digest`), func(r *rand.Rand) string { return hex(r, 40) }},
	{regexp.MustCompile(`number|num$|count|page|size|index|limit|port`), number},
	{regexp.MustCompile(`owner|org|user|login|actor|assignee|member`), func(r *rand.Rand) string { return pick(r, people) }},
	{regexp.MustCompile(`email`), func(r *rand.Rand) string { return pick(r, people) + "@example.com" }},
	{regexp.MustCompile(`namespace`), func(r *rand.Rand) string { return pick(r, []string{"default", "kube-system", "team-a", "payments"}) }},
	{regexp.MustCompile(`file|path`), func(r *rand.Rand) string {
		return pick(r, words) + pick(r, []string{".go", ".json", ".md", "-v2.tar.gz"})
	}},
	{regexp.MustCompile(`ref|branch|tag`), func(r *rand.Rand) string { return pick(r, []string{"main", "v1.4.2", "release-2024", "fix-login"}) }},
	{regexp.MustCompile(`version`), func(r *rand.Rand) string { return fmt.Sprintf("v%d.%d", r.IntN(9), r.IntN(20)) }},
	{regexp.MustCompile(`ids?(_\d+)?$`), func(r *rand.Rand) string {
		return pick(r, []func(*rand.Rand) string{uuid, number, number, func(r *rand.Rand) string { return hex(r, 32) }, name})(r)
	}},
	{regexp.MustCompile(``), name},
}

// value invents the value of a parameter.
func value(r *rand.Rand, param string) string {
	param = strings.ToLower(param)
	for _, k := range kinds {
		if k.names.MatchString(param) {
			return k.make(r)
		}
	}
	return name(r)
}

var (
	words  = []string{"web", "api", "billing", "search", "frontend", "worker", "cache", "orders", "metrics", "auth", "data", "edge"}
	people = []string{"octocat", "jsmith", "maria-k", "linus", "acme-corp", "zhang_wei", "devops", "o.lopez", "team42"}
)

func pick[T any](r *rand.Rand, from []T) T { return from[r.IntN(len(from))] }

func uuid(r *rand.Rand) string {
	h := hex(r, 32)
	return h[:8] + "-" + h[8:12] + "-4" + h[13:16] + "-a" + h[17:20] + "-" + h[20:]
}

func hex(r *rand.Rand, n int) string {
	b := make([]byte, n)
	for i := range b {
		b[i] = "0123456789abcdef"[r.IntN(16)]
	}
	return string(b)
}

func number(r *rand.Rand) string { return fmt.Sprint(1 + r.Int64N(pick(r, []int64{100, 10_000, 1e9}))) }

func name(r *rand.Rand) string {
	if r.IntN(3) == 0 {
		return pick(r, words)
	}
	return fmt.Sprintf("%s-%s-%d", pick(r, words), pick(r, words), r.IntN(100))
}
