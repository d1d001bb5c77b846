//go:build !linux && !darwin

package main

import "os"

// terminalWidth returns a width that every terminal has.
func terminalWidth(*os.File) int { return 80 }
