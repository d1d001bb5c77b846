// Package support is what all generated packages have in common. The generator copies its declarations
// into each of them; see package templates. Here table.gen.go, which is generated from support.yaml,
// completes it, so that it compiles and is tested.
package support
