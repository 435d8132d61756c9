package main

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestLicenceAndNoticeGoAlong(t *testing.T) {
	dir := t.TempDir()
	_, err := appendLicence(nil, "example.com/m v1.0.0", dir)
	require.ErrorContains(t, err, "no licence", "a library without a licence may not be given away")
	require.NoError(t, os.WriteFile(filepath.Join(dir, "LICENSE"), []byte("Be kind.\n\n"), 0o600))
	require.NoError(t, os.WriteFile(filepath.Join(dir, "NOTICE"), []byte("By others.\n"), 0o600))
	got, err := appendLicence([]byte("before\n"), "example.com/m v1.0.0", dir)
	require.NoError(t, err)
	assert.Equal(t, "before\n\nexample.com/m v1.0.0\n====================\n\nBe kind.\n\nBy others.\n", string(got))
}

func TestLicencesOfEveryLibrary(t *testing.T) {
	if testing.Short() {
		t.Skip("runs the go command")
	}
	chain, err := findToolchain(t.Context())
	require.NoError(t, err)
	text, err := chain.licences(t.Context())
	require.NoError(t, err)
	for _, want := range []string{"\nGo\n==", "\n" + yamlModule + " v", "\ngithub.com/hashicorp/go-multierror v", "Mozilla Public License"} {
		assert.Contains(t, string(text), want)
	}
}
