package astroruntime

import "strings"

// ImageSuffix returns the part at the end of v that belongs to an image tag and not to the version: any of -ubi9,
// -python-3.12, -slim and -base, each at most once and in any order except that -ubi9 comes first. It is "" if v ends in
// none of them.
func (v Version) ImageSuffix() string { return imageSuffix(v.suffix) }

// WithoutSuffix returns v without its [Version.ImageSuffix]. A pre-release stays, because it is another build.
func (v Version) WithoutSuffix() Version {
	v.suffix = v.suffix[:len(v.suffix)-len(imageSuffix(v.suffix))]
	return v
}

// prerelease returns what stands between the numbers of v and its image suffix or build metadata, without the
// separator; it is "" for a final build.
func (v Version) prerelease() string {
	s, _, _ := strings.Cut(v.WithoutSuffix().suffix, "+")
	if s == "" {
		return ""
	}
	return s[1:]
}

// imageSuffix returns the longest end of s that is an image suffix. It never leaves a separator alone, as it would of
// "--base": that is no version.
func imageSuffix(s string) string {
	for i := range len(s) {
		if s[i] == '-' && (i != 1 || isDigit(s[0])) && isImageSuffix(s[i:]) {
			return s[i:]
		}
	}
	return ""
}

// isImageSuffix looks at no more than four parts, because none may repeat: that keeps imageSuffix linear.
func isImageSuffix(s string) bool {
	if rest, ok := strings.CutPrefix(s, "-ubi"); ok {
		s = strings.TrimLeft(rest, "0123456789")
	}
	var python, slim, base bool
	for s != "" {
		var rest string
		var ok bool
		if rest, ok = cutPython(s); ok && !python {
			python = true
		} else if rest, ok = strings.CutPrefix(s, "-slim"); ok && !slim {
			slim = true
		} else if rest, ok = strings.CutPrefix(s, "-base"); ok && !base {
			base = true
		} else {
			return false
		}
		s = rest
	}
	return true
}

// cutPython drops "-python-X.Y" from the start of s.
func cutPython(s string) (rest string, ok bool) {
	if s, ok = strings.CutPrefix(s, "-python-"); !ok {
		return "", false
	}
	if _, s, ok = number(s); !ok {
		return "", false
	}
	if s, ok = strings.CutPrefix(s, "."); !ok {
		return "", false
	}
	_, s, ok = number(s)
	return s, ok
}
