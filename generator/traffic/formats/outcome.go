package formats

// An Outcome says what a line or an entry of a log is.
type Outcome uint8

// What a line can be. All but Malformed and Request are left out and counted.
const (
	Malformed  Outcome = iota // no request, and nothing else that the format has
	Request                   // a request
	Blank                     // a line without text
	Heading                   // a line about the log itself
	OtherHost                 // a request to a host that is not wanted
	NoHost                    // a request whose host the log does not name, where hosts are wanted
	NoHTTP                    // what a browser or a service records beside HTTP requests
	Outgoing                  // a request that the service itself has sent
	OtherStage                // a further event of a request that is counted
	Outcomes                  // the number of outcomes
)

// LeftOut says in words what the lines are that an outcome leaves out. It is empty for Malformed and Request.
func (o Outcome) LeftOut() string {
	return [Outcomes]string{
		Blank:      "blank lines",
		Heading:    "lines about the log itself",
		OtherHost:  "calls of other hosts",
		NoHost:     "calls without a host, where --host asks for one",
		NoHTTP:     "entries that are no HTTP requests",
		Outgoing:   "calls that the service itself sent",
		OtherStage: "further events of calls that are counted",
	}[o]
}

// requestIf returns Request, or Malformed if a line could not be read.
func requestIf(ok bool) Outcome {
	if ok {
		return Request
	}
	return Malformed
}
