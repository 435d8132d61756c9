package client

import (
	"bytes"
	"encoding/json"
	"fmt"
	"log/slog"
	"net/http"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// printed returns all forms that a value takes in logs.
func printed(t *testing.T, v any) string {
	t.Helper()
	var b bytes.Buffer
	for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%x", "%X", "%d", "%t", "%e", "%c", "%U", "%10v", "%p", "%w", "%z"} {
		fmt.Fprintf(&b, verb+"\n", v)
	}
	text, err := json.Marshal(v)
	require.NoError(t, err)
	b.Write(text)
	fmt.Fprintln(&b, fmt.Errorf("failed: %v", v))
	slog.New(slog.NewTextHandler(&b, nil)).Info("x", "v", v)
	slog.New(slog.NewJSONHandler(&b, nil)).Info("x", "v", v)
	return b.String()
}

func TestSecretsAreNotPrinted(t *testing.T) {
	const hex = "6875736868757368" // what %x would make of it
	secret := NewSecret("hushhush")
	overrides := MetricsExportOverrides{BasicToken: secret, Password: secret, Headers: map[string]Secret{"X-Key": secret}}
	for name, v := range map[string]any{
		"value": secret, "pointer": &secret, "slice": []Secret{secret}, "map": map[string]Secret{"k": secret},
		"unexported field": struct{ s Secret }{secret}, "nested": &struct{ p *struct{ s Secret } }{&struct{ s Secret }{secret}},
		"secret map": NewSecretMap(map[string]any{"aws_secret": "hushhush", "deep": map[string]any{"k": "hushhush"}}),
		"create": CreateEnvironmentObject{
			AirflowVariable: &CreateObjectVariable{Value: secret}, EnvironmentVariable: &CreateObjectVariable{Value: secret},
			Connection:    &ConnectionRequest{Password: secret, Extra: NewSecretMap(map[string]any{"k": "hushhush"})},
			MetricsExport: (*MetricsExport)(&overrides),
			Links: []CreateEnvironmentObjectLink{{Overrides: &EnvironmentObjectOverrides{
				Connection: &ConnectionOverrides{Password: secret, Extra: NewSecretMap(map[string]any{"k": "hushhush"})}}}},
		},
		"update": UpdateEnvironmentObject{
			AirflowVariable: &UpdateObjectVariable{Value: secret}, MetricsExport: &overrides,
			Links: []UpdateEnvironmentObjectLink{{Overrides: &UpdateEnvironmentObjectOverrides{
				EnvironmentObjectOverrides: EnvironmentObjectOverrides{MetricsExport: &overrides}}}},
		},
		"answer": EnvironmentObject{
			AirflowVariable: &ObjectVariable{Value: secret}, MetricsExport: (*MetricsExport)(&overrides),
			Connection: &Connection{Password: secret, Extra: NewSecretMap(map[string]any{"k": "hushhush"})},
			Links: []EnvironmentObjectLink{{EnvironmentVariableOverrides: &ObjectVariableOverride{Value: secret},
				ConnectionOverrides: &ConnectionOverrides{Password: secret}}},
		},
	} {
		t.Run(name, func(t *testing.T) {
			text := printed(t, v)
			assert.NotContains(t, text, "hush")
			assert.NotContains(t, text, hex)
		})
	}
}

// TestSecretsTravel is the other half: the same values reach the API as they are.
func TestSecretsTravel(t *testing.T) {
	secret, blank := NewSecret(`a"b<c>é`), NewSecret("")
	overrides := &MetricsExportOverrides{BasicToken: secret, Password: secret, Headers: map[string]Secret{"X-Key": secret}}
	text, err := encode(CreateEnvironmentObject{
		AirflowVariable: &CreateObjectVariable{IsSecret: true, Value: secret}, EnvironmentVariable: &CreateObjectVariable{Value: blank},
		Connection:    &ConnectionRequest{Type: "http", Password: secret, Extra: NewSecretMap(map[string]any{"k": "v"})},
		MetricsExport: (*MetricsExport)(overrides),
		Links: []CreateEnvironmentObjectLink{{Scope: "DEPLOYMENT", ScopeEntityID: "d", Overrides: &EnvironmentObjectOverrides{
			Connection: &ConnectionOverrides{Password: secret, Extra: NewSecretMap(map[string]any{"k": "v"})}, EnvironmentVariable: &UpdateObjectVariable{}}}},
	})
	require.NoError(t, err)
	const s = `"a\"b<c>é"`
	metrics := `{"basicToken":` + s + `,"password":` + s + `,"headers":{"X-Key":` + s + `}}`
	assert.JSONEq(t, `{"objectKey":"","objectType":"","scope":"","scopeEntityId":"",
		"airflowVariable":{"isSecret":true,"value":`+s+`},"environmentVariable":{"value":""},
		"connection":{"type":"http","password":`+s+`,"extra":{"k":"v"}},"metricsExport":`+metrics+`,
		"links":[{"scope":"DEPLOYMENT","scopeEntityId":"d","overrides":{"connection":{"password":`+s+`,"extra":{"k":"v"}},"environmentVariable":{}}}]}`, string(text))

	text, err = encode(UpdateEnvironmentObject{MetricsExport: overrides, ExcludeLinks: []EnvironmentObjectExcludeLink{},
		Links: []UpdateEnvironmentObjectLink{{Overrides: &UpdateEnvironmentObjectOverrides{UnsetFields: []string{"host"}}}}})
	require.NoError(t, err)
	assert.JSONEq(t, `{"metricsExport":`+metrics+`,"excludeLinks":[],"links":[{"scope":"","scopeEntityId":"","overrides":{"unsetFields":["host"]}}]}`, string(text))
}

func TestClientHidesItsToken(t *testing.T) {
	c, err := New("clorg", "hushhush-token")
	require.NoError(t, err)
	for _, v := range []any{c, *c, c.Workspaces, *c.Workspaces} {
		for _, verb := range []string{"%v", "%+v", "%#v", "%s"} {
			assert.NotContains(t, fmt.Sprintf(verb, v), "hushhush")
		}
	}
	assert.NotContains(t, fmt.Sprintf("%+v", c.token), "hushhush")
}

func TestSecret(t *testing.T) {
	var none Secret
	blank, set := NewSecret(""), NewSecret("x")
	assert.True(t, none.IsZero())
	assert.False(t, blank.IsZero())
	assert.Equal(t, []string{"", "", "x"}, []string{none.Reveal(), blank.Reveal(), set.Reveal()})
	assert.Equal(t, redacted, set.String())
	assert.True(t, set.Equal(NewSecret("x")) && none.Equal(Secret{}) && blank.Equal(NewSecret("")))
	assert.False(t, set.Equal(NewSecret("y")) || none.Equal(blank) || blank.Equal(none))

	var m SecretMap
	assert.True(t, m.IsZero())
	assert.Nil(t, m.Reveal())
	assert.Equal(t, redacted, NewSecretMap(nil).String())
}

func TestSecretsArrive(t *testing.T) {
	var v struct {
		A, B, C Secret
		M, N, O SecretMap
		H       map[string]Secret
	}
	require.NoError(t, json.Unmarshal([]byte(`{"A":"x","B":"","C":null,"M":{"k":[1]},"N":null,"O":{},"H":{"a":"b"}}`), &v))
	assert.True(t, v.A.Equal(NewSecret("x")) && v.B.Equal(NewSecret("")) && v.C.IsZero())
	assert.Equal(t, map[string]any{"k": []any{1.0}}, v.M.Reveal())
	assert.True(t, v.N.IsZero())
	assert.False(t, v.O.IsZero())
	assert.Equal(t, "b", v.H["a"].Reveal())
	require.Error(t, json.Unmarshal([]byte(`{"M":"x"}`), &v))
	err := json.Unmarshal([]byte(`{"A":{"hush":1}}`), &v)
	require.Error(t, err)
	assert.NotContains(t, err.Error(), "hush")
}

// TestHiddenSecretsDoNotTravel: a secret in a type that this package does not open is an error, not the text "(secret)".
func TestHiddenSecretsDoNotTravel(t *testing.T) {
	for _, in := range []any{
		map[string]any{"password": NewSecret("x")}, []SecretMap{NewSecretMap(nil)}, CreateWorkspace{Name: "(secret)"},
		CreateObjectVariable{Value: NewSecret(redacted)},
	} {
		_, err := encode(in)
		require.ErrorIs(t, err, errHidden)
	}
	for _, in := range []any{CreateWorkspace{Description: `it is "(secret)"`}, CreateWorkspace{Name: "(secret) plans"}} {
		_, err := encode(in)
		require.NoError(t, err)
	}
	transport := &answering{status: 200, body: `{}`}
	c, err := New("o", "x", WithHTTPClient(&http.Client{Transport: transport}))
	require.NoError(t, err)
	require.ErrorIs(t, c.Do(t.Context(), http.MethodPost, "/a", nil, map[string]any{"k": NewSecret("x")}, nil), errHidden)
	require.Error(t, c.Do(t.Context(), http.MethodPost, "/a", nil, func() {}, nil))
	assert.Zero(t, transport.calls)
}
