package support

import (
	"net/http"
	"strings"
)

// IsOverrideHeader reports whether some servers take the method or the path of a request from this header
// and not from the request line. Letter case is ignored. Each byte that is not a letter or a digit counts as
// a hyphen, because CGI, and so PHP and WSGI, cannot distinguish X_HTTP_Method_Override from the name with
// hyphens.
//
// X-Forwarded-Prefix and X-Forwarded-Path are not override headers. Proxies such as Kong, Traefik and Spring
// Cloud Gateway send them with ordinary requests, and servers use them for links only. HTTP2-Settings is one:
// it asks for HTTP/2, and then no guard sees the requests that follow on the connection.
func IsOverrideHeader(name string) bool {
	switch len(name) {
	case len("Path-Info"):
		return sameHeader(name, "path-info") // the path of CGI and WSGI
	case len("Script-Name"):
		return sameHeader(name, "script-name") // gunicorn removes it from the path: Flask, Django, Falcon, Bottle
	case len("HTTP2-Settings"):
		return sameHeader(name, "http2-settings") || // of an upgrade to HTTP/2
			sameHeader(name, "x-original-url") || // from URL Rewrite of IIS: WordPress, Symfony before 4.1.3
			sameHeader(name, "x-original-uri") // from nginx with auth_request: authentik
	case len("Daphne-Root-Path"):
		return sameHeader(name, "daphne-root-path") // Daphne removes it from the path: Django
	case len("X-Forwarded-Script-Name"):
		return sameHeader(name, "x-forwarded-script-name") // as X-Script-Name
	case len("X-HTTP-Method"):
		return sameHeader(name, "x-http-method") || // OData before version 4, SharePoint
			sameHeader(name, "x-script-name") || // WSGI applications behind a prefix: they remove it from the path
			sameHeader(name, "x-rewrite-url") // from ISAPI_Rewrite of IIS: Yii, WordPress, Symfony before 4.1.3
	case len("X-Forwarded-Uri"):
		return sameHeader(name, "x-forwarded-uri") // from Traefik and Caddy with forward authentication: oauth2-proxy, Authelia
	case len("X-Method-Override"):
		return sameHeader(name, "x-method-override") || // from IBM; an option of method-override for Express
			sameHeader(name, "x-original-method") // beside X-Original-URL, from nginx with auth_request: Authelia
	case len("X-Forwarded-Method"):
		return sameHeader(name, "x-forwarded-method") // beside X-Forwarded-Uri: Authelia
	case len("X-HTTP-Method-Override"):
		return sameHeader(name, "x-http-method-override") // ASP.NET Core, Rails, Symfony, Yii, Express, Ktor, Echo
	}
	return false
}

// sameHeader reports whether a name stands for a header, which is in lower case and has the same length.
func sameHeader(name, header string) bool {
	for i := range len(header) {
		c := name[i]
		switch {
		case 'A' <= c && c <= 'Z':
			c |= 0x20
		case (c < 'a' || c > 'z') && (c < '0' || c > '9'):
			c = '-'
		}
		if c != header[i] {
			return false
		}
	}
	return true
}

// overridden reports whether a request has an override header, whatever its value, or asks for an upgrade
// to HTTP/2.
func overridden(r *http.Request) bool {
	for name, values := range r.Header {
		if overridesRequest(name, values) {
			return true
		}
	}
	return false
}

// overridesRequest reports whether a header is an override header or asks for an upgrade to HTTP/2.
func overridesRequest(name string, values []string) bool {
	return IsOverrideHeader(name) || len(name) == len("Upgrade") && sameHeader(name, "upgrade") && upgradesToHTTP2(values)
}

// upgradesToHTTP2 reports whether the values of Upgrade name h2c, among other protocols or alone. A proxy
// that passes them on tunnels what follows, past any guard.
func upgradesToHTTP2(values []string) bool {
	for _, value := range values {
		for protocol, rest := "", value; rest != ""; {
			protocol, rest, _ = strings.Cut(rest, ",")
			name, _, _ := strings.Cut(protocol, "/")
			if strings.EqualFold(strings.TrimSpace(name), "h2c") {
				return true
			}
		}
	}
	return false
}
