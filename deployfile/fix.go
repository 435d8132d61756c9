package deployfile

import "github.com/astrofile/astrofile/deployfile/diag"

// maxFixRounds bounds how often a text is fixed again.
const maxFixRounds = 20

// Fix is [Check] of the text that is left when every fix has been applied that the findings offer, those that an earlier
// one made room for included. The text is [File.Source] of the result; applied is how many fixes it took, none when the
// text is the one given.
func Fix(name string, src []byte, o ValidateOptions) (f *File, found diag.List, applied int) {
	f, found = Check(name, src, o)
	for range maxFixRounds {
		out, n := diag.ApplyFixes(f.Source(), found)
		if n == 0 {
			break
		}
		applied += n
		f, found = Check(name, out, o)
	}
	return f, found, applied
}
