package clienttest

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/astrofile/astrofile/client"
)

func TestRequests(t *testing.T) {
	a, c := ready(t, WithClock(day))
	_, err := c.Workspaces.Create(t.Context(), client.CreateWorkspace{Name: "w"})
	require.NoError(t, err)
	_, err = c.Workspaces.Get(t.Context(), "a/b")
	wantNotFound(t, err)
	a.FailNext(http.StatusTeapot, "no")
	require.Error(t, firstError(c.Workspaces.All(t.Context(), client.WorkspaceFilter{Names: []string{"x"}})))

	got := a.Requests()
	require.Len(t, got, 3)
	assert.Equal(t, []string{"CreateWorkspace", "GetWorkspace", "ListWorkspaces"}, []string{got[0].Operation, got[1].Operation, got[2].Operation})
	assert.Equal(t, []int{200, 404, 0}, []int{got[0].Status, got[1].Status, got[2].Status})
	assert.Equal(t, "/organizations/"+Organization+"/workspaces/a%2Fb", got[1].Path)
	assert.Equal(t, []string{"x"}, got[2].Query["names"])
	assert.Equal(t, client.Profile{ID: "ctok000000000000000000001", SubjectType: client.SubjectTypeToken, APITokenName: "owner"}, got[0].Principal)
	assert.Empty(t, got[2].Principal)
	assert.Equal(t, day(), got[0].At)
	assert.Equal(t, "application/json", got[0].Header.Get("Content-Type"))
	var body client.CreateWorkspace
	require.NoError(t, got[0].Body.JSON(&body))
	assert.Equal(t, "w", body.Name)

	a.ForgetRequests()
	assert.Empty(t, a.Requests())
}

// TestNothingPrintsASecret prints requests in every way there is.
func TestNothingPrintsASecret(t *testing.T) {
	const secret = "hunter2"
	r := Request{
		Method: http.MethodPost, Path: "/p", Query: url.Values{"sig": {secret}, "limit": {"1"}},
		Body: Body{[]byte(`{"environmentVariables":[{"key":"K","value":"` + secret + `","isSecret":true},{"key":"E","value":""}],
"connection":{"password":"` + secret + `","extra":{"a":"` + secret + `"},"host":"h"},"token":"` + secret + `"}`)},
	}
	text, err := json.Marshal(r)
	require.NoError(t, err)
	printed := []string{r.String(), string(text)}
	for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%x", "%d"} {
		printed = append(printed, fmt.Sprintf(verb, r), fmt.Sprintf(verb, r.Body), fmt.Sprintf(verb, []Request{r}), fmt.Sprintf(verb, &r))
	}
	for _, p := range printed {
		assert.NotContains(t, p, secret)
		assert.NotContains(t, p, fmt.Sprintf("%x", secret))
	}
	assert.Equal(t, `POST /p?limit=1&sig=%28secret%29 {"connection":{"extra":"(secret)","host":"h","password":"(secret)"},`+
		`"environmentVariables":[{"isSecret":true,"key":"K","value":"(secret)"},{"key":"E","value":""}],"token":"(secret)"}`, r.String())
	assert.Contains(t, string(r.Body.Reveal()), secret)
	assert.Equal(t, "(3 bytes)", Body{[]byte("a=b")}.String())

	a, c := ready(t)
	require.NoError(t, firstError(c.Workspaces.All(t.Context(), client.WorkspaceFilter{})))
	assert.NotContains(t, fmt.Sprintf("%#v", a.Requests()), a.Token())
	assert.Empty(t, a.Requests()[0].Header.Get("Authorization"))
}
