//go:build !windows

package main

import "os"

func enableColours(*os.File) bool { return true }

func startedByExplorer() bool { return false }
