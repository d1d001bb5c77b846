package sql

import "fmt"

// These expressions read a request target as net/http does: a path, or scheme, host and path.
const (
	// originForm matches a target that begins with its path.
	originForm = "^(/[^?]*)"

	// hasControl matches control characters, which no target with a scheme may contain.
	hasControl = "[" + controls + "]"

	// webScheme matches the targets whose hosts have at most one colon.
	webScheme = "^[Hh][Tt][Tt][Pp][Ss]?:"

	user   = "(?:(?:[A-Za-z0-9._:~!$&'()*+,;=@-]|%[0-9A-Fa-f]{2})*@)?"
	letter = `(?:[A-Za-z0-9._~!$&'()*+,;=<>"-]|\]|[^ -~]|%25|%[89A-Fa-f][0-9A-Fa-f])`
	port   = "(?::[0-9]*)?"

	pathAfterHost = "(/(?:[^/?][^?]*)?)(?:[?]|" + end + ")"
)

// absoluteForm returns the expression for a target with a scheme. Its group is the path. web tells that the scheme is
// http or https.
func absoluteForm(web bool) string {
	scheme, name := "^[A-Za-z][A-Za-z0-9+.-]*:", letter+"*"+port
	if web {
		scheme = webScheme
	} else {
		name = "(?:(?:" + letter + "|:)*:[0-9]*|" + letter + "*)"
	}
	host := "(?:" + name + "|" + address() + port + ")"
	return scheme + "(?://" + user + host + ")?" + pathAfterHost
}

// address returns the expression for an IPv6 address in brackets, with or without a zone.
func address() string {
	const (
		group = "[0-9A-Fa-f]{1,4}"
		octet = "(?:25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])"
		v4    = "(?:" + octet + "[.]){3}" + octet
		zone  = `(?:%25(?:[A-Za-z0-9._~!$&'()*+,;=:<>"-]|\]|[^ -~]|%25|%20|%(?:2[1246789ABCDEabcde]|3[0-9ABCDEabcde]|[46][1-9A-Fa-f]|[57][0-9]|[57][Aa]|5[BDFbdf]|7[Ee]))+)?`
	)
	last := "(?:" + group + ":" + group + "|" + v4 + ")" // the last two groups of digits
	forms := []string{"(?:" + group + ":){6}" + last, "::(?:" + group + ":){5}" + last}
	for before := range 7 { // before + 1 groups of digits stand before :: at most
		after := ""
		switch {
		case before < 4:
			after = fmt.Sprintf("(?:%s:){%d}", group, 4-before) + last
		case before == 4:
			after = last
		case before == 5:
			after = group
		}
		forms = append(forms, fmt.Sprintf("(?:(?:%s:){0,%d}%[1]s)?::", group, before)+after)
	}
	return `\[` + joined(forms) + zone + `\]`
}
