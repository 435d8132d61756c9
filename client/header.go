package client

import (
	"net/http"
	"runtime"
	"runtime/debug"
	"strings"
)

const (
	modulePath = "github.com/astrofile/astrofile"
	apiVersion = "1.0" // without it the newest minor version answers
)

// defaultHeader returns what every request carries beside the token.
func defaultHeader(agent string) http.Header {
	version := moduleVersion(debug.ReadBuildInfo())
	h := http.Header{}
	h.Set("X-Api-Version", apiVersion)
	h.Set("X-Astro-Client-Identifier", "astrofile")
	h.Set("X-Astro-Client-Version", version)
	h.Set("X-Client-Os-Identifier", runtime.GOOS+"-"+runtime.GOARCH)
	h.Set("User-Agent", strings.TrimPrefix(agent+" astrofile/"+version, " "))
	return h
}

// moduleVersion returns the version of this module in the running program, "devel" when it was built from a tree.
func moduleVersion(info *debug.BuildInfo, ok bool) string {
	if !ok {
		return "devel"
	}
	for _, m := range append([]*debug.Module{&info.Main}, info.Deps...) {
		if m.Path != modulePath {
			continue
		}
		if m.Replace != nil {
			m = m.Replace
		}
		if after, ok0 := strings.CutPrefix(m.Version, "v"); ok0 {
			return after
		}
	}
	return "devel"
}
