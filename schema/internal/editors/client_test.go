package editors

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/textproto"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// patience is how long a test waits for one answer; the server needs milliseconds.
const patience = 60 * time.Second

// client speaks the language server protocol with a process over its standard input and output.
type client struct {
	t        testing.TB
	in       io.WriteCloser
	settings map[string]any // by section; what the server asks for with workspace/configuration

	writing   sync.Mutex
	mu        sync.Mutex
	last      int
	answers   map[int]chan message
	published map[string]chan []diagnostic // by URI
	ended     chan struct{}

	asked      sync.Once
	configured chan struct{} // closed when the server has the settings
}

type message struct {
	Version string           `json:"jsonrpc"`
	ID      *json.RawMessage `json:"id,omitempty"`
	Method  string           `json:"method,omitempty"`
	Params  json.RawMessage  `json:"params,omitempty"`
	Result  json.RawMessage  `json:"result,omitempty"`
	Error   *struct {
		Code    int    `json:"code"`
		Message string `json:"message"`
	} `json:"error,omitempty"`
}

// node returns the program that runs JavaScript, and skips the test when it or the npm packages are not there.
func node(t testing.TB) string {
	t.Helper()
	path, err := exec.LookPath("node")
	if err != nil {
		t.Skip("node is not installed")
	}
	if _, err := os.Stat("node_modules"); err != nil {
		t.Skip("the npm packages are not installed: run `npm ci` in schema/internal/editors")
	}
	return path
}

// command returns a run of a script in an environment that knows no settings of the user, no token and no network.
func command(ctx context.Context, t testing.TB, args ...string) *exec.Cmd {
	t.Helper()
	cmd := exec.CommandContext(ctx, node(t), args...)
	cmd.Env = []string{
		"PATH=" + os.Getenv("PATH"), "HOME=" + t.TempDir(), "NODE_NO_WARNINGS=1",
		"HTTP_PROXY=http://127.0.0.1:1", "HTTPS_PROXY=http://127.0.0.1:1",
	}
	if root := os.Getenv("SYSTEMROOT"); root != "" { // nothing runs on Windows without it
		cmd.Env = append(cmd.Env, "SYSTEMROOT="+root)
	}
	return cmd
}

// dial starts the server; it ends with the test.
func dial(t testing.TB, settings map[string]any) *client {
	t.Helper()
	ctx := context.WithoutCancel(t.Context()) // that of the test ends before its cleanup, which ends the server properly
	cmd := command(ctx, t, filepath.Join("node_modules", "yaml-language-server", "bin", "yaml-language-server"), "--stdio")
	in, err := cmd.StdinPipe()
	require.NoError(t, err)
	out, err := cmd.StdoutPipe()
	require.NoError(t, err)
	var complaints bytes.Buffer
	cmd.Stderr = &complaints
	require.NoError(t, cmd.Start())
	c := &client{
		t: t, in: in, settings: settings,
		answers: map[int]chan message{}, published: map[string]chan []diagnostic{},
		ended: make(chan struct{}), configured: make(chan struct{}),
	}
	go c.listen(out)
	t.Cleanup(func() { c.hangUp(cmd, &complaints) })
	return c
}

// hangUp asks the server to end, as an editor does, and kills it when it does not.
func (c *client) hangUp(cmd *exec.Cmd, complaints *bytes.Buffer) {
	defer time.AfterFunc(patience, func() { _ = cmd.Process.Kill() }).Stop()
	c.call("shutdown", nil, nil)
	c.notify("exit", nil)
	<-c.ended
	require.NoError(c.t, cmd.Wait(), "the server did not end well") // closes its input too
	assert.Empty(c.t, complaints.String(), "the server complained")
}

func rawID(n int) *json.RawMessage { return new(json.RawMessage(strconv.Itoa(n))) }

func (c *client) send(m message) {
	m.Version = "2.0"
	data, err := json.Marshal(m)
	c.writing.Lock()
	defer c.writing.Unlock()
	if err == nil {
		_, err = fmt.Fprintf(c.in, "Content-Length: %d\r\n\r\n%s", len(data), data)
	}
	assert.NoError(c.t, err)
}

// notify sends what has no answer.
func (c *client) notify(method string, params any) {
	c.send(message{Method: method, Params: c.encode(params)})
}

// call sends a request and reads its answer into out.
func (c *client) call(method string, params, out any) {
	c.t.Helper()
	c.mu.Lock()
	c.last++
	id, answer := c.last, make(chan message, 1)
	c.answers[id] = answer
	c.mu.Unlock()
	c.send(message{ID: rawID(id), Method: method, Params: c.encode(params)})
	select {
	case m := <-answer:
		require.Nil(c.t, m.Error, "%s: %+v", method, m.Error)
		if out != nil && len(m.Result) > 0 {
			require.NoError(c.t, json.Unmarshal(m.Result, out), "%s: %s", method, m.Result)
		}
	case <-c.ended:
		require.Fail(c.t, "the server ended", "while it was asked for %s", method)
	case <-time.After(patience):
		require.Fail(c.t, "no answer", "to %s within %v", method, patience)
	}
}

func (c *client) encode(params any) json.RawMessage {
	if params == nil {
		return nil
	}
	data, err := json.Marshal(params)
	assert.NoError(c.t, err)
	return data
}

// listen reads what the server says until it ends.
func (c *client) listen(out io.Reader) {
	defer close(c.ended)
	for r := textproto.NewReader(bufio.NewReader(out)); ; {
		header, err := r.ReadMIMEHeader()
		if err != nil {
			return
		}
		size, err := strconv.Atoi(header.Get("Content-Length"))
		if err != nil || size < 0 {
			c.t.Errorf("the server sent a message of length %q", header.Get("Content-Length"))
			return
		}
		data := make([]byte, size)
		if _, err := io.ReadFull(r.R, data); err != nil {
			return
		}
		var m message
		if err := json.Unmarshal(data, &m); err != nil {
			c.t.Errorf("the server sent %s: %v", data, err)
			return
		}
		c.receive(m)
	}
}

func (c *client) receive(m message) {
	switch {
	case m.Method == "" && m.ID != nil:
		c.mu.Lock()
		defer c.mu.Unlock()
		if id, err := strconv.Atoi(string(*m.ID)); err == nil && c.answers[id] != nil {
			c.answers[id] <- m
			delete(c.answers, id)
		}
	case m.Method == "textDocument/publishDiagnostics":
		var p struct {
			URI         string       `json:"uri"`
			Diagnostics []diagnostic `json:"diagnostics"`
		}
		if err := json.Unmarshal(m.Params, &p); err != nil {
			c.t.Errorf("diagnostics: %v", err)
			return
		}
		select {
		case c.findings(p.URI) <- p.Diagnostics:
		default: // nobody waits for them
		}
	case m.ID != nil:
		answer, all := c.answer(m)
		c.send(message{ID: m.ID, Result: answer})
		if all {
			c.asked.Do(func() { close(c.configured) })
		}
	}
}

// answer is what an editor says to a request of the server, and whether that was all settings.
func (c *client) answer(m message) (answer json.RawMessage, all bool) {
	if m.Method != "workspace/configuration" {
		return json.RawMessage("null"), false
	}
	var p struct {
		Items []struct {
			Section string `json:"section"`
		} `json:"items"`
	}
	if err := json.Unmarshal(m.Params, &p); err != nil {
		c.t.Errorf("configuration: %v", err)
	}
	values := make([]any, len(p.Items))
	for i, item := range p.Items {
		values[i] = c.settings[item.Section]
		all = all || item.Section == "yaml"
	}
	return c.encode(values), all
}

// await waits for something that the server does.
func (c *client) await(what string, happened <-chan struct{}) {
	c.t.Helper()
	select {
	case <-happened:
	case <-c.ended:
		require.Fail(c.t, "the server ended", "before %s", what)
	case <-time.After(patience):
		require.Fail(c.t, "the server did not come to "+what, "within %v", patience)
	}
}

// findings returns the channel that gets the diagnostics of a document.
func (c *client) findings(uri string) chan []diagnostic {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.published[uri] == nil {
		c.published[uri] = make(chan []diagnostic, 1)
	}
	return c.published[uri]
}
