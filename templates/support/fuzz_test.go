package support

import (
	"bufio"
	"net/http"
	"net/url"
	"path"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// FuzzTarget reads requests with net/http, and asserts that MatchRequest and MatchTarget agree on them.
func FuzzTarget(f *testing.F) {
	for _, target := range []string{"/things/7", "/things/7?x", "http://h/files/a/b", "http:/files/a", "*", "/files/a%20b/%E6%B5%8B",
		"/files/%e6%b5%8b!", "/files/a%21", "/files/\u6d4b", "//h/things/7", "/files/a%2Fb", "/files/%C2%A0x"} {
		f.Add("PUT", target)
		f.Add("GET", target)
	}
	f.Fuzz(func(t *testing.T, method, target string) {
		for _, target := range []string{target, "/files/" + target, "/files/a/%E6" + target, "http://h/things/" + target} {
			r, err := http.ReadRequest(bufio.NewReader(strings.NewReader(method + " " + target + " HTTP/1.1\r\nHost: h\r\n\r\n")))
			if _, bad := url.ParseRequestURI(target); bad != nil && !strings.HasPrefix(target, "/") {
				_, verdict := MatchTarget(method, target)
				require.Equal(t, Refused, verdict, "%q %q", method, target)
			}
			if err != nil || r.RequestURI != target {
				continue
			}
			route, verdict := MatchRequest(r)
			onWire, want := MatchTarget(r.Method, r.RequestURI)
			require.Equal(t, want, verdict, "%q %q", method, target)
			require.Equal(t, onWire, route, "%q %q", method, target)
		}
	})
}

// FuzzCanonical asserts that functions which commonly rewrite paths do not change a canonical one.
func FuzzCanonical(f *testing.F) {
	for _, p := range []string{"/", "/a", "/a/", "/a.b/c~1", "/a%20b", "/%E6%B5%8B", "/!'()*", "/..a", "/a/..", "/a//b"} {
		f.Add(p)
	}
	f.Fuzz(func(t *testing.T, text string) {
		var p cutPath
		encoded, ok := p.cut(text, slashesOf(text), onWire)
		if !ok {
			return
		}
		clean := path.Clean(text)
		if strings.HasSuffix(text, "/") && text != "/" {
			clean += "/"
		}
		require.Equal(t, text, clean)
		u, err := url.ParseRequestURI(text)
		require.NoError(t, err)
		require.Empty(t, u.RawQuery)
		require.Equal(t, clean, u.EscapedPath())
		if encoded == 0 {
			require.Equal(t, text, u.Path)
		}
		twice, err := url.PathUnescape(u.Path)
		require.NoError(t, err)
		require.Equal(t, u.Path, twice, "a second decoding changes nothing")
		require.Equal(t, strings.Count(text, "/"), strings.Count(u.Path, "/"))
	})
}
