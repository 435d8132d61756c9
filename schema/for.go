package schema

import (
	"fmt"

	"github.com/astrofile/astrofile/deployfile"
)

// For returns the JSON Schema of Deployment files for one purpose, tailored to an Organization: editors complete the
// names that exist there and refuse others. Without options it is the text of [Document], byte for byte. Equal
// arguments give equal bytes.
//
// A tailored document is self-contained as well. Its $id is that of the document it comes from with a fingerprint of
// its content, or the one of [WithID].
func For(mode deployfile.Mode, opts ...Option) ([]byte, error) {
	text, err := Document(mode)
	if err != nil || len(opts) == 0 {
		return text, err
	}
	s, err := newSettings(opts)
	if err != nil {
		return nil, err
	}
	root, err := readObject(text)
	if err != nil {
		return nil, fmt.Errorf("document of mode %s: %w", mode, err)
	}
	t := tailor{document: document{root}, settings: s, mode: mode}
	if text, err = t.run(); err != nil {
		return nil, fmt.Errorf("document of mode %s: %w", mode, err)
	}
	return text, nil
}
