package support

import "net/http"

// IsOverrideHeader reports whether a request header names another method or path, which some servers
// route by instead of the request line's. Case does not count, and each byte that is neither a letter
// nor a digit is read as a hyphen: CGI, and with it PHP and WSGI, cannot tell X_HTTP_Method_Override
// from the name with hyphens.
//
// X-Forwarded-Prefix and X-Forwarded-Path are none. Proxies such as Kong, Traefik and Spring Cloud
// Gateway send them with ordinary requests; servers make links from them, and route as without them.
func IsOverrideHeader(name string) bool {
	switch len(name) {
	case len("X-HTTP-Method"):
		return sameHeader(name, "x-http-method") || // OData before version 4, SharePoint
			sameHeader(name, "x-script-name") || // WSGI applications behind a prefix, which take it from the path
			sameHeader(name, "x-rewrite-url") // from ISAPI_Rewrite of IIS: Yii, WordPress, Symfony before 4.1.3
	case len("X-Original-URL"):
		return sameHeader(name, "x-original-url") || // from URL Rewrite of IIS: WordPress, Symfony before 4.1.3
			sameHeader(name, "x-original-uri") // from nginx with auth_request: authentik
	case len("X-Forwarded-Uri"):
		return sameHeader(name, "x-forwarded-uri") // from Traefik and Caddy that ask for leave: oauth2-proxy, Authelia
	case len("X-Method-Override"):
		return sameHeader(name, "x-method-override") || // IBM's, which method-override of Express can be set to
			sameHeader(name, "x-original-method") // beside X-Original-URL, where nginx asks for leave: Authelia
	case len("X-Forwarded-Method"):
		return sameHeader(name, "x-forwarded-method") // beside X-Forwarded-Uri: Authelia
	case len("X-HTTP-Method-Override"):
		return sameHeader(name, "x-http-method-override") // ASP.NET Core, Rails, Symfony, Yii, Express, Ktor, Echo
	}
	return false
}

// sameHeader reports whether a name is that of a header, which is in small letters and as long.
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

// overridden reports whether a request carries an override header, whatever its value.
func overridden(r *http.Request) bool {
	for name := range r.Header {
		if IsOverrideHeader(name) {
			return true
		}
	}
	return false
}
