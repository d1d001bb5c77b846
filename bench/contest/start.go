package contest

import (
	"os"
	"os/exec"
	"regexp"
	"strconv"
)

// started matches what the runtime says of the start of a package that was generated for a route set.
var started = regexp.MustCompile(`(?m)^init \S+/_generated/(\w+) @.*?, ([0-9.]+) ms clock`)

// starts returns the milliseconds that each compiled set takes at the start of a program. It starts this program once
// more for the runtime to say them: the best of a few times.
func starts() (map[string]float64, error) {
	program, err := os.Executable()
	if err != nil {
		return nil, err
	}
	best := map[string]float64{}
	for range 5 {
		again := exec.Command(program, "-nothing")
		again.Env = append(os.Environ(), "GODEBUG=inittrace=1")
		said, err := again.CombinedOutput()
		if err != nil {
			return nil, err
		}
		for _, m := range started.FindAllSubmatch(said, -1) {
			ms, err := strconv.ParseFloat(string(m[2]), 64)
			if err != nil {
				return nil, err
			}
			if old, ok := best[string(m[1])]; !ok || ms < old {
				best[string(m[1])] = ms
			}
		}
	}
	return best, nil
}
