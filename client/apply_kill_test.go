package client_test

import (
	"context"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"runtime"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/astrofile/astrofile/client"
	"github.com/astrofile/astrofile/client/clienttest"
)

// What a child process is told by its environment.
const (
	childURL   = "ASTROFILE_TEST_URL"
	childToken = "ASTROFILE_TEST_TOKEN"
	childStory = "ASTROFILE_TEST_STORY"
)

// TestApplyChild is the program that TestApplyKilled kills. By itself it does nothing.
func TestApplyChild(t *testing.T) {
	url := os.Getenv(childURL)
	if url == "" {
		t.Skip("only as a child process")
	}
	c, err := client.New(clienttest.Organization, os.Getenv(childToken), client.WithBaseURL(url))
	require.NoError(t, err)
	st := stories()[os.Getenv(childStory)].begin(t)
	_, err = c.Apply(t.Context(), client.Target{}, st.wish.file, allConsents(st.wish.secrets)...)
	require.NoError(t, err)
	require.Fail(t, "nobody has ended the process")
}

// trap serves a control plane over HTTP until a write comes, which it never answers.
type trap struct {
	astro  *clienttest.Astro
	effect bool // the write takes effect
	caught chan struct{}
	once   sync.Once
}

func (p *trap) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if r.Method == http.MethodGet {
		p.astro.ServeHTTP(w, r)
		return
	}
	if p.effect {
		p.astro.ServeHTTP(httptest.NewRecorder(), r)
	}
	_, _ = io.Copy(io.Discard, r.Body) // or the server does not see that the client has gone
	p.once.Do(func() { close(p.caught) })
	<-r.Context().Done()
}

// TestApplyKilled ends a program in the middle of its write, before or after that took effect, and runs it again.
func TestApplyKilled(t *testing.T) {
	if runtime.GOOS != "linux" {
		t.Skip("tried on Linux alone")
	}
	for _, name := range []string{"create Standard", "update Hybrid"} {
		for what, effect := range map[string]bool{"before": false, "after": true} {
			t.Run(name+" "+what+" it took effect", func(t *testing.T) {
				t.Parallel()
				st := stories()[name].begin(t)
				p := &trap{astro: st.Astro, effect: effect, caught: make(chan struct{})}
				server := httptest.NewServer(p)
				defer server.Close()
				kill(t, p, childURL+"="+server.URL+"/v1", childToken+"="+st.Token(), childStory+"="+name)

				result, err := st.apply(t)
				require.NoError(t, err)
				st.assertDone(t)
				if effect && st.live {
					assert.Equal(t, client.OutcomeUnchanged, result.Outcome)
				}
			})
		}
	}
}

// kill runs the child until its write has come, and ends it as a power cut would.
func kill(t *testing.T, p *trap, environment ...string) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	child := exec.CommandContext(ctx, os.Args[0], "-test.run=^TestApplyChild$")
	child.Env = append(os.Environ(), environment...)
	var said strings.Builder
	child.Stdout, child.Stderr = &said, &said
	require.NoError(t, child.Start())
	select {
	case <-p.caught:
		require.NoError(t, child.Process.Kill())
	case <-ctx.Done():
	}
	require.Error(t, child.Wait())
	require.NoError(t, ctx.Err(), said.String())
}
