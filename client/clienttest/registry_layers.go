package clienttest

import (
	"bytes"
	"context"
	"io"
	"strings"
	"sync"

	"github.com/google/go-containerregistry/pkg/registry"
	v1 "github.com/google/go-containerregistry/pkg/v1"
)

// layers keeps the blobs of each repository apart, as registries with permissions do: what one repository has, another
// does not show, and has to be pushed there as well.
type layers struct {
	mu      sync.RWMutex
	content map[string]map[string][]byte // by repository and digest
}

// under is the repository that the protocol means: for the end of an upload it gives the name with a part of the path.
func under(repository string) string { return strings.TrimSuffix(repository, "/blobs") }

// Get returns the content of a blob.
func (l *layers) Get(_ context.Context, repository string, h v1.Hash) (io.ReadCloser, error) {
	content, ok := l.read(under(repository), h.String())
	if !ok {
		return nil, registry.ErrNotFound
	}
	return readSeekCloser{bytes.NewReader(content)}, nil
}

// Stat returns the size of a blob.
func (l *layers) Stat(_ context.Context, repository string, h v1.Hash) (int64, error) {
	content, ok := l.read(under(repository), h.String())
	if !ok {
		return 0, registry.ErrNotFound
	}
	return int64(len(content)), nil
}

// Put stores a blob; reading it fails if it is not what its digest says.
func (l *layers) Put(_ context.Context, repository string, h v1.Hash, content io.ReadCloser) error {
	defer func() { _ = content.Close() }()
	all, err := io.ReadAll(content)
	if err != nil {
		return err
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	name := under(repository)
	if l.content[name] == nil {
		l.content[name] = map[string][]byte{}
	}
	l.content[name][h.String()] = all
	return nil
}

func (l *layers) read(repository, digest string) ([]byte, bool) {
	l.mu.RLock()
	defer l.mu.RUnlock()
	content, ok := l.content[repository][digest]
	return content, ok
}

// drop forgets a repository, whose Deployment is gone.
func (l *layers) drop(repository string) {
	l.mu.Lock()
	defer l.mu.Unlock()
	delete(l.content, repository)
}

// readSeekCloser lets the protocol answer ranges without copying.
type readSeekCloser struct{ *bytes.Reader }

func (readSeekCloser) Close() error { return nil }
