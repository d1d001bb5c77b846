package corpus

import (
	"encoding/json"
	"fmt"
	"os/exec"
	"path/filepath"
	"runtime"
)

// A module is a Go module that is read, not built: it is no dependency, so its version and its hash
// stand here instead of in go.mod and go.sum.
type module struct {
	path, version, sum string
}

// The modules that are read. Those of the small sets are dependencies besides, at the versions of go.mod.
var (
	kubernetesModule = module{"k8s.io/kubernetes", "v1.36.3", "h1:qDQdoMiluAE2Eab6Fa52YV+WjiGz9mZFFoagEA6cI+o="}
	huaweiModule     = module{"github.com/huaweicloud/huaweicloud-sdk-go-v3", "v0.1.207", "h1:lgMtpjpIWPw0gbCAko23dRKl66ZPUmeAOidjKFkub2E="}
	googleModule     = module{"google.golang.org/api", "v0.311.0", "h1:t9xGmC/+3kC75YmJldWrlVW2EZqS+PhxL0QMTdytlAY="}
)

func (m module) String() string { return m.path + " " + m.version }

// folder returns the module's folder in the module cache. It downloads the module if it is not there.
func (m module) folder() (string, error) {
	cmd := exec.Command("go", "mod", "download", "-json", m.path+"@"+m.version)
	cmd.Dir = Folder()
	out, err := cmd.Output()
	var got struct{ Dir, Sum, Error string }
	switch {
	case json.Unmarshal(out, &got) == nil && got.Error != "":
		return "", fmt.Errorf("%s@%s: %s", m.path, m.version, got.Error)
	case err != nil:
		return "", fmt.Errorf("go mod download %s@%s: %w", m.path, m.version, err)
	case got.Sum != m.sum:
		return "", fmt.Errorf("%s@%s has the hash %s, not %s", m.path, m.version, got.Sum, m.sum)
	}
	return got.Dir, nil
}

// dependency returns the folder of a module that go.mod lists.
func dependency(path string) (string, error) {
	cmd := exec.Command("go", "mod", "download", "-json", path)
	cmd.Dir = Folder()
	out, err := cmd.Output()
	if err != nil {
		return "", fmt.Errorf("go mod download %s: %w", path, err)
	}
	var got struct{ Dir string }
	return got.Dir, json.Unmarshal(out, &got)
}

// Folder returns the folder of the module bench.
func Folder() string {
	_, file, _, _ := runtime.Caller(0)
	return filepath.Dir(filepath.Dir(file))
}
