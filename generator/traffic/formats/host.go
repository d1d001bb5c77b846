package formats

import "bytes"

// Reached returns the host of a request: the one that the log names, or else that of an absolute target. It is
// empty if the log names none.
func (e *Entry) Reached() []byte {
	if len(e.Host) > 0 && string(e.Host) != "-" {
		return e.Host
	}
	_, rest, absolute := bytes.Cut(e.Target, []byte("://"))
	if !absolute || bytes.HasPrefix(e.Target, []byte("/")) {
		return nil
	}
	if end := bytes.IndexAny(rest, "/?#"); end >= 0 {
		rest = rest[:end]
	}
	return rest
}

// only returns a reader that leaves out the requests to other hosts than the wanted ones.
func (w Wanted) only(read Reader) Reader {
	if len(w.Hosts) == 0 {
		return read
	}
	return func(line []byte, e *Entry) Outcome {
		if o := read(line, e); o != Request {
			return o
		}
		return w.reaches(e)
	}
}

// reaches returns Request if the request goes to a wanted host.
func (w Wanted) reaches(e *Entry) Outcome {
	host := e.Reached()
	if len(host) == 0 {
		return NoHost
	}
	for _, h := range w.Hosts {
		if bytes.EqualFold(host, []byte(h)) || bytes.EqualFold(withoutPort(host), []byte(h)) {
			return Request
		}
	}
	return OtherHost
}

// withoutPort returns a host or an address without the port that may follow it.
func withoutPort(host []byte) []byte {
	colon := bytes.LastIndexByte(host, ':')
	switch {
	case colon <= 0 || bytes.IndexByte(host[:colon], ':') >= 0 && host[colon-1] != ']':
		return host // no port, or an IPv6 address without brackets
	case !digits(host[colon+1:]):
		return host
	}
	return host[:colon]
}

func digits(text []byte) bool {
	for _, c := range text {
		if c < '0' || c > '9' {
			return false
		}
	}
	return len(text) > 0
}
