package schema_test

import (
	"bytes"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/astrofile/astrofile/deployfile"
	"github.com/astrofile/astrofile/internal/sample"
	"github.com/astrofile/astrofile/schema"
)

func TestModeline(t *testing.T) {
	assert.Equal(t, "# yaml-language-server: $schema=./schemas/a.json", schema.Modeline("./schemas/a.json"))
	assert.Equal(t, "# yaml-language-server: $schema=my%20schema%0Aname:%20x", schema.Modeline("my schema\nname: x"), "one line, whatever the name")
	assert.Equal(t, "# yaml-language-server: $schema=./größe/%FF%C2%85%E2%80%A8a.json", schema.Modeline("./größe/\xff\u0085\u2028a.json"))
}

func TestWithModeline(t *testing.T) {
	const line = "# yaml-language-server: $schema=https://example.com/a.json"
	tests := []struct{ name, in, want string }{
		{"first line", "deployment: {}\n", line + "\ndeployment: {}\n"},
		{"above the comments of the head", "# Owner: data\n\ndeployment:\n", line + "\n# Owner: data\n\ndeployment:\n"},
		{"replaced where it is", "# Owner: data\n# yaml-language-server: $schema=old.json\ndeployment:\n", "# Owner: data\n" + line + "\ndeployment:\n"},
		{"other spelling replaced", "  #yaml-language-server: $schema=old.json  \ndeployment:\n", line + "  \ndeployment:\n"},
		{"behind a marker", "%YAML 1.2\n---\n# yaml-language-server: $schema=old.json\na: b\n", "%YAML 1.2\n---\n" + line + "\na: b\n"},
		{"text that only looks like it", "a: |\n  # yaml-language-server: $schema=old.json\n", line + "\na: |\n  # yaml-language-server: $schema=old.json\n"},
		{"byte order mark stays in front", "\ufeffa: b\n", "\ufeff" + line + "\na: b\n"},
		{"line ends of the file", "a: b\r\nc: d\r\n", line + "\r\na: b\r\nc: d\r\n"},
		{"line ends around it", "# yaml-language-server: $schema=old.json\r\na: b\r\n", line + "\r\na: b\r\n"},
		{"without a schema", "# yaml-language-server: $schema=\na: b\n", line + "\n# yaml-language-server: $schema=\na: b\n"},
		{"JSON", "{\"deployment\": {}}\n", "{\"deployment\": {}}\n"},
		{"UTF-16", "\xff\xfea\x00", "\xff\xfea\x00"},
		{"empty", "", line + "\n"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			in := []byte(tt.in)
			got := schema.WithModeline(in, "https://example.com/a.json")
			assert.Equal(t, tt.want, string(got))
			assert.Equal(t, tt.in, string(in), "the text given stays as it is")
			assert.Equal(t, tt.want, string(schema.WithModeline(got, "https://example.com/a.json")), "twice is once")
		})
	}
}

func TestModelineIsKept(t *testing.T) {
	src := schema.WithModeline(sample.Small(), "https://example.com/a.json")
	file, found := deployfile.Parse("prod.yaml", src)
	require.Empty(t, found)
	out, err := deployfile.Marshal(deployfile.Template(file.Deployment), deployfile.SyntaxYAML)
	require.NoError(t, err)
	assert.Empty(t, schema.ModelineOf(out))
	assert.Equal(t, "https://example.com/a.json", schema.ModelineOf(schema.WithModeline(out, schema.ModelineOf(src))))
	assert.Equal(t, out, schema.WithModeline(out, schema.ModelineOf(sample.Small())))

	formatted, found := deployfile.Format("prod.yaml", src)
	require.Empty(t, found)
	assert.Equal(t, "https://example.com/a.json", schema.ModelineOf(formatted))
}

func FuzzWithModeline(f *testing.F) {
	f.Add([]byte("a: b\n"), "x")
	f.Add([]byte("# yaml-language-server: $schema=old\n"), "a b\n")
	f.Fuzz(func(t *testing.T, text []byte, url string) {
		out := schema.WithModeline(text, url)
		if url == "" || bytes.Equal(out, text) {
			return
		}
		require.Equal(t, schema.Modeline(url), "# yaml-language-server: $schema="+schema.ModelineOf(out))
		require.Equal(t, out, schema.WithModeline(out, url))
	})
}
