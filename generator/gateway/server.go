package gateway

import (
	"encoding/json"
	"expvar"
	"io"
	"net/http"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
)

// A Server answers questions at Path, says at /healthz that it runs, and has its counts at /debug/vars. Set replaces
// its table while it runs.
type Server struct {
	options Options
	table   atomic.Pointer[Table]
	counts  expvar.Map

	mu  sync.Mutex
	log *json.Encoder // nil for none
}

// NewServer returns a server with this table. It writes each decision as a line of JSON to log, which may be nil.
func NewServer(o Options, t *Table, log io.Writer) *Server {
	s := &Server{options: o}
	if log != nil {
		s.log = json.NewEncoder(log)
		s.log.SetEscapeHTML(false)
	}
	s.counts.Init()
	s.table.Store(t)
	return s
}

// Set replaces the table. Questions that are being answered keep the old one.
func (s *Server) Set(t *Table) {
	s.table.Store(t)
	s.counts.Add("reloads", 1)
}

// ServeHTTP answers a question.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	switch path := r.URL.EscapedPath(); {
	case path == Path, strings.HasPrefix(path, Path+"/"):
		s.answer(w, r)
	case path == "/healthz":
		_, _ = io.WriteString(w, "ok\n")
	case path == "/debug/vars":
		w.Header().Set("Content-Type", "application/json; charset=utf-8")
		_, _ = io.WriteString(w, s.counts.String()+"\n")
	default:
		http.NotFound(w, r)
	}
}

func (s *Server) answer(w http.ResponseWriter, r *http.Request) {
	d := s.options.Decide(s.table.Load(), r)
	s.counts.Add("decisions", 1)
	s.counts.Add("status_"+strconv.Itoa(d.Status), 1)
	s.counts.Add("verdict_"+d.Verdict, 1)
	if s.log != nil {
		s.mu.Lock()
		if s.log.Encode(d) != nil { // if the reader of the log is gone, decisions go on
			s.counts.Add("unlogged", 1)
		}
		s.mu.Unlock()
	}
	s.options.Answer(w, d)
}
