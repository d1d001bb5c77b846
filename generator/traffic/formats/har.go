package formats

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"slices"
	"strings"

	"golang.org/x/net/publicsuffix"
)

// har is a HAR document, which browsers and proxies record.
func har() Format {
	return Format{
		Name:    "har",
		About:   "a HAR document of a browser or a proxy: the requests to the site of the first one, or to the hosts of `--host`; its entries count as lines",
		OtherBy: "a header of the request",
		Sample: Sample{
			Log: `{"log": {"version": "1.2", "pages": [{}], "entries": [
{"request": {"method": "GET", "url": "https://a/v1/orders?x=1#top", "headers": [{"name": "X-Api-Key", "value": "k"}]}},
{"request": {"method": "GET", "url": "https://a/v1/orders/7"}},
{"request": {"method": "PUT", "url": "https://a/v1/orders/7"}}]}}
`,
			By: "x-api-key", Values: []string{"k", "", ""},
		},
		tells: func(start []byte) bool {
			compact := bytes.Join(bytes.Fields(start[:min(len(start), 4096)]), nil)
			return bytes.HasPrefix(compact, []byte(`{"log":{`))
		},
		entries: readHAR,
	}
}

// A harEntry is what is read of an entry of a HAR.
type harEntry struct {
	Request struct {
		Method  string `json:"method"`
		URL     string `json:"url"`
		Headers []struct {
			Name  string `json:"name"`
			Value string `json:"value"`
		} `json:"headers"`
	} `json:"request"`
}

// readHAR reads entry by entry. Unless hosts are wanted, the requests to the site of the first one count: a page also
// loads what other sites serve.
func readHAR(input io.Reader, w Wanted, give func(Raw)) error {
	d := json.NewDecoder(input)
	if err := enter(d, "log", "entries"); err != nil {
		return fmt.Errorf("no HAR: %w", err)
	}
	site := ""
	for d.More() {
		var text json.RawMessage
		if err := d.Decode(&text); err != nil {
			return fmt.Errorf("no HAR: %w", err)
		}
		raw := Raw{Text: text}
		raw.Entry, raw.Outcome = harRequest(text, w)
		if raw.Outcome == Request && len(w.Hosts) > 0 {
			raw.Outcome = w.reaches(&raw.Entry)
		} else if own := siteOf(raw.Reached()); raw.Outcome == Request && own != "" {
			if site == "" {
				site = own
			}
			if site != own {
				raw.Outcome = OtherHost
			}
		}
		give(raw)
	}
	return nil
}

// harRequest returns the request of an entry.
func harRequest(text []byte, w Wanted) (Entry, Outcome) {
	var h harEntry
	if err := json.Unmarshal(text, &h); err != nil || h.Request.Method == "" || h.Request.URL == "" {
		return Entry{}, Malformed
	}
	url, _, _ := strings.Cut(h.Request.URL, "#") // the fragment is not sent
	scheme, _, found := strings.Cut(url, ":")
	if found && !strings.HasPrefix(url, "/") && !slices.Contains([]string{"http", "https", "ws", "wss"}, strings.ToLower(scheme)) {
		return Entry{}, NoHTTP // chrome-extension:, data:, blob: and so on
	}
	return Entry{Method: []byte(h.Request.Method), Target: []byte(url), By: []byte(h.field(w.By))}, Request
}

// siteOf returns the part of a host that its owner has registered, or the host itself, without its port.
func siteOf(host []byte) string {
	name := strings.ToLower(string(withoutPort(host)))
	if site, err := publicsuffix.EffectiveTLDPlusOne(name); err == nil && net.ParseIP(name) == nil {
		return site
	}
	return name
}

// field returns the value of a request header.
func (h *harEntry) field(name string) string {
	for _, header := range h.Request.Headers {
		if strings.EqualFold(header.Name, name) {
			return header.Value
		}
	}
	return ""
}

// enter skips to the start of the list that keys lead to.
func enter(d *json.Decoder, keys ...string) error {
	for _, key := range keys {
		if err := expect(d, json.Delim('{')); err != nil {
			return err
		}
		for {
			token, err := d.Token()
			if err != nil {
				return err
			}
			if token == key {
				break
			}
			if _, isKey := token.(string); !isKey {
				return fmt.Errorf("no %q in it", key)
			}
			if err := d.Decode(&json.RawMessage{}); err != nil {
				return err
			}
		}
	}
	return expect(d, json.Delim('['))
}

func expect(d *json.Decoder, want json.Delim) error {
	token, err := d.Token()
	if err != nil {
		return err
	}
	if token != want {
		return fmt.Errorf("%v where %v should stand", token, want)
	}
	return nil
}
