// Command logs writes a synthetic access log in the Combined format, for measuring permroute least:
//
//	go run ./logs -spec ../spec/bss.yaml -size 1024 > access.log   # MiB
//
// The same arguments give the same bytes. Most lines are calls of the table's rows with ids of their own;
// some are other paths, other methods and paths that are not canonical; every 100,000th line is none.
package main

import (
	"bufio"
	"flag"
	"fmt"
	"io"
	"log"
	"math/rand/v2"
	"os"
	"strings"

	"github.com/permroute/permroute/generator/model"
	"github.com/permroute/permroute/generator/route"
)

func main() {
	spec := flag.String("spec", "../spec/bss.yaml", "the spec whose rows are called")
	size := flag.Int64("size", 1024, "how many MiB to write")
	flag.Parse()
	data, err := os.ReadFile(*spec)
	if err != nil {
		log.Fatal(err)
	}
	api, list := model.Load(*spec, data)
	if err := list.Err(); err != nil {
		log.Fatal(err)
	}
	if err := write(os.Stdout, api, *size<<20); err != nil {
		log.Fatal(err)
	}
}

var agents = []string{
	"Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/120.0.0.0 Safari/537.36",
	"huaweicloud-usdk-go/3.0", "python-requests/2.31.0", "curl/8.5.0", "Go-http-client/2.0",
}

// write writes lines until size bytes are written.
func write(w io.Writer, api *model.API, size int64) error {
	out := bufio.NewWriterSize(w, 1<<20)
	random := rand.New(rand.NewPCG(1, 2))
	for n, line := int64(0), 1; n < size; line++ {
		method, target := request(random, api)
		text := fmt.Sprintf("10.%d.%d.%d - user%d [23/Nov/2024:%02d:%02d:%02d +0800] \"%s %s HTTP/1.1\" %d %d \"-\" \"%s\"\n",
			random.IntN(4), random.IntN(256), random.IntN(256), random.IntN(500), line/360000%24, line/6000%60, line/100%60,
			method, target, []int{200, 200, 200, 403, 404}[random.IntN(5)], random.IntN(100000), agents[random.IntN(len(agents))])
		if line%100000 == 0 {
			text = "\\x16\\x03\\x01\n"
		}
		written, err := out.WriteString(text)
		if err != nil {
			return err
		}
		n += int64(written)
	}
	return out.Flush()
}

// request returns a row's own request nine times of ten.
func request(random *rand.Rand, api *model.API) (method, target string) {
	row := api.Routes[random.IntN(len(api.Routes))]
	var b strings.Builder
	for _, s := range row.Pattern.Segments() {
		switch s.Kind {
		case route.Literal:
			b.WriteString("/" + s.Text)
		case route.Param:
			fmt.Fprintf(&b, "/%s%08x%s", s.Prefix, random.Uint32(), s.Suffix)
		case route.Rest:
			fmt.Fprintf(&b, "/%08x", random.Uint32())
		}
	}
	method, target = row.Method, b.String()
	switch random.IntN(40) {
	case 0:
		return "GET", fmt.Sprintf("/static/app.%08x.js", random.Uint32())
	case 1:
		return "PATCH", target
	case 2:
		return method, target + "/"
	case 3:
		return method, strings.Replace(target, "/", "//", 1)
	}
	if random.IntN(3) == 0 {
		target += fmt.Sprintf("?limit=%d&offset=%d", random.IntN(100), random.IntN(10000))
	}
	return method, target
}
