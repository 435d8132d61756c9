package client

import (
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestPreviewMark(t *testing.T) {
	at := time.Date(2026, 3, 1, 19, 0, 0, 0, time.FixedZone("", 3600))
	long := strings.Repeat("long/", 300)
	for name, tc := range map[string]struct {
		key  PreviewKey
		want string
	}{
		"plain":   {PreviewKey{"clx", "acme/etl", "refs/heads/a"}, "source=clx ref=refs/heads/a repo=acme/etl expires=2026-03-01T18:00:00Z"},
		"unicode": {PreviewKey{"clx", "", "refs/heads/日本語"}, "source=clx ref=refs/heads/日本語 repo= expires=2026-03-01T18:00:00Z"},
		"blanks":  {PreviewKey{"a b:c%", "", "refs/heads/a\u00a0b"}, "source=a%20b%3Ac%25 ref=refs/heads/a%C2%A0b repo= expires=2026-03-01T18:00:00Z"},
		"bytes":   {PreviewKey{"clx", "", "refs/heads/\xff\ufffd"}, "source=clx ref=refs/heads/%FF%EF%BF%BD repo= expires=2026-03-01T18:00:00Z"},
		"signs":   {PreviewKey{"clx", "", `refs/heads/a&b|c"$(x)`}, `source=clx ref=refs/heads/a&b|c"$(x) repo= expires=2026-03-01T18:00:00Z`},
		"long":    {PreviewKey{"clx", "", "refs/heads/" + long}, "source=clx ref=" + markDigest("refs/heads/"+long) + " repo= expires=2026-03-01T18:00:00Z"},
	} {
		t.Run(name, func(t *testing.T) {
			key, err := tc.key.normal()
			require.NoError(t, err)
			assert.Equal(t, tc.key, key)
			m := previewMark{key, at}
			assert.Equal(t, "astrofile-ephemeral v1 "+tc.want, m.String())
			read, err := parsePreviewMark(m.String())
			require.NoError(t, err)
			assert.True(t, read.is(key))
			assert.True(t, at.Equal(read.expires))
			assert.Equal(t, m.String(), read.String(), "a digest stays what it is")
			for _, other := range []PreviewKey{{key.Source + "x", key.Repository, key.Ref}, {key.Source, key.Repository + "x", key.Ref}, {key.Source, key.Repository, key.Ref + "x"}} {
				assert.False(t, read.is(other))
			}
		})
	}
}

func TestUnreadablePreviewMark(t *testing.T) {
	for _, line := range []string{
		"astrofile-ephemeral v1",
		"astrofile-ephemeral v1 source=a ref=b repo=",
		"astrofile-ephemeral v1 source=a ref=b repo= expires=tomorrow",
		"astrofile-ephemeral v1 source=a ref=b repo= expires=2026-03-01T18:00:00Z more=1",
		"astrofile-ephemeral v1 ref=b source=a repo= expires=2026-03-01T18:00:00Z",
		"astrofile-ephemeral v1 source=%zz ref=b repo= expires=2026-03-01T18:00:00Z",
		"astrofile-ephemeral v1 source= ref=b repo= expires=2026-03-01T18:00:00Z",
		"astrofile-ephemeral v1 source=a ref= repo= expires=2026-03-01T18:00:00Z",
		"astrofile-ephemeral v1  source=a ref=b repo= expires=2026-03-01T18:00:00Z",
	} {
		_, err := parsePreviewMark(line)
		require.Error(t, err, line)
		_, ok, err := previewOf(Deployment{Description: "text\n" + line})
		assert.True(t, ok, "it is somebody's mark")
		require.Error(t, err, line)
	}
	for _, text := range []string{
		"", "etl", "astrofile-ephemeral v2 source=a", "astrofile-fleet v1 label=a",
		"astrofile-ephemeral v1 source=a ref=b repo= expires=2026-03-01T18:00:00Z\nand more",
	} {
		_, ok, err := previewOf(Deployment{Description: text})
		assert.False(t, ok, text)
		require.NoError(t, err, text)
	}
}

// What is written into a description is read back as the same key, in one line, with room left for people's words.
func FuzzPreviewMark(f *testing.F) {
	f.Add("clx", "acme/etl", "feature/x", int64(1e9))
	f.Add("a b", "", "\xff%20", int64(0))
	f.Fuzz(func(t *testing.T, source, repo, ref string, seconds int64) {
		key, err := PreviewKey{source, repo, ref}.normal()
		if err != nil || seconds < 0 || seconds > 1e11 {
			return
		}
		m := previewMark{key, time.Unix(seconds, 0)}
		description, err := appendMark("some words", m.String())
		require.NoError(t, err)
		assert.LessOrEqual(t, utf8.RuneCountInString(description), 800)
		p, ok, err := previewOf(Deployment{Description: description})
		require.NoError(t, err)
		require.True(t, ok)
		assert.True(t, m.expires.Equal(p.Expires))
		read := previewMark{p.Key, p.Expires}
		assert.True(t, read.is(key))
		assert.Equal(t, m.String(), read.String())
	})
}

func FuzzParsePreviewMark(f *testing.F) {
	f.Add("astrofile-ephemeral v1 source=a ref=b repo= expires=2026-03-01T18:00:00Z")
	f.Fuzz(func(t *testing.T, line string) {
		m, err := parsePreviewMark(line)
		if err != nil {
			return
		}
		again, err := parsePreviewMark(m.String())
		require.NoError(t, err)
		assert.Equal(t, m.String(), again.String())
	})
}
